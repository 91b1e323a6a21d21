import { type AssignmentRow, assignmentHeldBy, liveAssignments, liveCounts } from '@/db/queries/assignments';
import { lastSetup, usedFailureModes, usualLengths } from '@/db/queries/attempts';
import { factorsOf } from '@/db/queries/matrix';
import { nextInQueue } from '@/db/queries/queue';
import { stationById } from '@/db/queries/stations';
import { failureModeChoices } from '@/server/core/collect/usual-reasons';
import type { ProgramContext } from '../context';
import { askerOf, emptyQueueOf } from './asker';
import { cardsOf } from './cards-of';
import { assignmentInWords, levelsInWords } from './in-words';

/** How many assignments a device knows ahead, so that it can go on without a network. */
const AHEAD = 8;
const ATTEMPTS_SHOWN = 12;

/**
 * The operator's one screen: what I hold (or would get next at this station), what stands on the table from before,
 * what comes after (by the day plan of the station, where it has one), and how the round stands. A lapsed lease that nobody took over still counts as held, marked.
 */
export async function today(ctx: ProgramContext, input: { stationId: number | null }) {
  const personId = ctx.actor.personId;
  const [factors, current, { blocked, allDone, ...round }, station, modes, table] = await Promise.all([
    factorsOf(ctx.db, ctx.scope),
    personId === null ? undefined : assignmentHeldBy(ctx.db, ctx.scope, personId, ATTEMPTS_SHOWN),
    liveCounts(ctx.db, ctx.scope),
    input.stationId === null ? null : stationById(ctx.db, ctx.scope, input.stationId),
    usedFailureModes(ctx.db, ctx.scope),
    personId === null ? null : lastSetup(ctx.db, ctx.scope, { stationId: input.stationId, personId }),
  ]);
  const who = await askerOf(ctx.db, ctx, personId, station ?? null, factors);
  const next = await nextInQueue(ctx.db, ctx.scope, who.asker, AHEAD);
  const nothing = !current && next.length === 0;
  const shown = [...(current ? [current] : []), ...next];
  const [cards, usual] = await Promise.all([
    cardsOf(ctx, shown),
    usualLengths(
      ctx.db,
      ctx.scope,
      shown.map((row) => row.configurationId),
    ),
  ]);
  const toDo = (row: AssignmentRow) => ({
    ...assignmentInWords(row, factors),
    cards: cards.get(row.id) ?? [],
    usual: usual.get(row.configurationId) ?? null,
  });
  return {
    current: current
      ? {
          ...toDo(current),
          leaseLapsed: current.leasedUntil === null || current.leasedUntil <= ctx.clock.now(),
          attempts: current.attempts.map(({ personId: by, ...attempt }) => ({ ...attempt, mine: by === personId })),
        }
      : null,
    onTable: table && levelsInWords(table, factors),
    empty: nothing ? await emptyQueueOf(ctx, await liveAssignments(ctx.db, ctx.scope), who) : null,
    next: next.map(toDo),
    blocked,
    allDone,
    failureModes: failureModeChoices(modes),
    round,
  };
}
