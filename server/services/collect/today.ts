import {
  type AssignmentRow,
  attemptsOf,
  lastSetup,
  liveAssignments,
  plannedTurns,
  usedFailureModes,
  usualLengths,
} from '@/db/queries/collect';
import { factorsOf } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { stationsOf } from '@/db/queries/stations';
import { roundProgress } from '@/server/core/collect/progress';
import { byTurn, obstacleOf } from '@/server/core/collect/queue';
import { failureModeChoices } from '@/server/core/collect/usual-reasons';
import type { ProgramContext } from '../context';
import { askerOf, emptyQueueOf } from './asker';
import { cardsOf } from './cards-of';
import { assignmentInWords, levelsInWords } from './in-words';

/** How many assignments a device knows ahead, so that it can go on without a network. */
const AHEAD = 8;

/**
 * The operator's one screen: what I hold (or would get next at this station), what stands on the table from before,
 * what comes after (by the day plan of the station, where it has one), and how the round stands. A lapsed lease that nobody took over still counts as held, marked.
 */
export async function today(ctx: ProgramContext, input: { stationId: number | null }) {
  const personId = ctx.actor.personId;
  const [program, factors, live, stations, modes, table, plan] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
    liveAssignments(ctx.db, ctx.scope),
    stationsOf(ctx.db, ctx.scope),
    usedFailureModes(ctx.db, ctx.scope),
    personId === null ? null : lastSetup(ctx.db, ctx.scope, personId),
    plannedTurns(ctx.db, ctx.scope, input.stationId),
  ]);
  const station = stations.find((one) => one.id === input.stationId) ?? null;
  const who = await askerOf(ctx.db, ctx, personId, station);
  const inWords = (row: AssignmentRow) => assignmentInWords(row, factors);
  const current = live.find((row) => personId !== null && row.claimedBy === personId);
  const free = live.filter((row) => obstacleOf(row, who.asker) === null).sort(byTurn(plan));
  const shown = [...(current ? [current] : []), ...free.slice(0, AHEAD)];
  const [cards, usual, attempts] = await Promise.all([
    cardsOf(ctx, shown),
    usualLengths(
      ctx.db,
      ctx.scope,
      shown.map((row) => row.configurationId),
    ),
    current ? attemptsOf(ctx.db, ctx.scope, current.id, 12) : [],
  ]);
  const toDo = (row: AssignmentRow) => ({
    ...inWords(row),
    cards: cards.get(row.id) ?? [],
    usual: usual.get(row.configurationId) ?? null,
  });
  return {
    simulated: program.simulation !== null,
    station,
    stations: stations.map(({ id, name }) => ({ id, name })),
    current: current
      ? {
          ...toDo(current),
          leaseLapsed: current.leasedUntil === null || current.leasedUntil <= ctx.clock.now(),
          attempts: attempts.map(({ personId: by, ...attempt }) => ({ ...attempt, mine: by === personId })),
        }
      : null,
    onTable: table && levelsInWords(table, factors),
    empty: !current && free.length === 0 ? await emptyQueueOf(ctx, live, who) : null,
    next: free.slice(0, AHEAD).map(toDo),
    blocked: live.filter((row) => row.state === 'blocked').length,
    allDone: live.length > 0 && live.every((row) => row.state === 'done'),
    failureModes: failureModeChoices(modes),
    round: {
      number: live.find((row) => row.roundNumber !== null)?.roundNumber ?? null,
      ...countsOnly(live.map(inWords)),
    },
  };
}

function countsOnly(rows: ReturnType<typeof assignmentInWords>[]) {
  const { asked, logged, confirmed, left, over } = roundProgress(rows);
  return { asked, logged, confirmed, left, over };
}
