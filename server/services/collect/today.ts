import {
  type AssignmentRow,
  attemptsOf,
  lastSetup,
  liveAssignments,
  medianDuration,
  usedFailureModes,
} from '@/db/queries/collect';
import { factorsOf } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { stationsOf } from '@/db/queries/stations';
import { roundProgress } from '@/server/core/collect/progress';
import { byTurn, obstacleOf } from '@/server/core/collect/queue';
import { failureModeChoices } from '@/server/core/collect/usual-reasons';
import type { ProgramContext } from '../context';
import { askerOf, whyNothing } from './asker';
import { assignmentInWords, levelsInWords } from './in-words';

/**
 * The operator's one screen: what I hold (or would get next at this station), what stands on the table from before,
 * what comes after, and how the round stands. A lapsed lease that nobody took over still counts as held, marked.
 */
export async function today(ctx: ProgramContext, input: { stationId: number | null }) {
  const personId = ctx.actor.personId;
  const [program, factors, live, stations, modes, table] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
    liveAssignments(ctx.db, ctx.scope),
    stationsOf(ctx.db, ctx.scope),
    usedFailureModes(ctx.db, ctx.scope),
    personId === null ? null : lastSetup(ctx.db, ctx.scope, personId),
  ]);
  const station = stations.find((one) => one.id === input.stationId) ?? null;
  const who = await askerOf(ctx.db, ctx, personId, station);
  const inWords = (row: AssignmentRow) => assignmentInWords(row, factors);
  const current = live.find((row) => personId !== null && row.claimedBy === personId);
  const free = live.filter((row) => obstacleOf(row, who.asker) === null).sort(byTurn);
  return {
    simulated: program.simulation !== null,
    station,
    stations: stations.map(({ id, name }) => ({ id, name })),
    current: current ? await held(ctx, current, inWords(current)) : null,
    onTable: table && levelsInWords(table, factors),
    next: free.slice(0, 3).map(inWords),
    empty: !current && free.length === 0 ? await whyNothing(ctx, live, who) : null,
    blocked: live.filter((row) => row.state === 'blocked').length,
    allDone: live.length > 0 && live.every((row) => row.state === 'done'),
    failureModes: failureModeChoices(modes),
    round: {
      number: live.find((row) => row.roundNumber !== null)?.roundNumber ?? null,
      ...countsOnly(live.map(inWords)),
    },
  };
}

async function held(ctx: ProgramContext, row: AssignmentRow, words: ReturnType<typeof assignmentInWords>) {
  const [attempts, medianDurationMs] = await Promise.all([
    attemptsOf(ctx.db, ctx.scope, row.id, 12),
    medianDuration(ctx.db, ctx.scope, row.configurationId),
  ]);
  const leaseLapsed = row.leasedUntil === null || row.leasedUntil <= ctx.clock.now();
  const marked = attempts.map(({ personId, ...attempt }) => ({ ...attempt, mine: personId === ctx.actor.personId }));
  return { ...words, leaseLapsed, attempts: marked, medianDurationMs };
}

function countsOnly(rows: ReturnType<typeof assignmentInWords>[]) {
  const { asked, logged, confirmed, left, over } = roundProgress(rows);
  return { asked, logged, confirmed, left, over };
}
