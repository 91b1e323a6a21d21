import { takenLevels, workedSplits } from '@/db/queries/collect';
import { openRoundOf, roundsOf } from '@/db/queries/schedules';
import {
  type EmptyQueue,
  emptyQueue,
  emptyQueueReason,
  type QueuedWork,
  refusalOf,
} from '@/server/core/collect/empty-queue';
import type { Asker } from '@/server/core/collect/queue';
import type { ProgramContext } from '../context';

type Taken = Awaited<ReturnType<typeof takenLevels>>;

interface Who {
  asker: Asker;
  taken: Taken;
}

/** What decides which assignments a person may take at a station now, with the scarce levels that others hold. */
export async function askerOf(
  db: ProgramContext['db'],
  ctx: ProgramContext,
  personId: number | null,
  station: { id: number; fixedLevelIds: readonly number[] } | null,
): Promise<Who> {
  const place = { personId, stationId: station?.id ?? null };
  const taken = await takenLevels(db, ctx.scope, place, ctx.clock.now());
  const workedSplitIds = personId === null ? [] : await workedSplits(db, ctx.scope, personId);
  const takenLevelIds = taken.map(({ levelId }) => levelId);
  return { taken, asker: { ...place, fixedLevelIds: station?.fixedLevelIds ?? [], takenLevelIds, workedSplitIds } };
}

/** Why this asker gets nothing. */
export async function emptyQueueOf(ctx: ProgramContext, live: readonly QueuedWork[], who: Who): Promise<EmptyQueue> {
  return emptyQueue(live, await factsOf(ctx, who));
}

/** Why this asker gets nothing, or not the assignment asked for, in words. */
export async function whyNothing(
  ctx: ProgramContext,
  live: readonly QueuedWork[],
  who: Who,
  assignmentId?: number,
): Promise<string> {
  const facts = await factsOf(ctx, who);
  if (assignmentId === undefined) return emptyQueueReason(live, facts);
  return refusalOf(
    live.find((row) => row.id === assignmentId),
    facts,
  );
}

async function factsOf(ctx: ProgramContext, { asker, taken }: Who) {
  const open = await openRoundOf(ctx.db, ctx.scope);
  const [newest] = open ? [] : await roundsOf(ctx.db, ctx.scope);
  return { asker, taken, closedRound: newest?.number ?? null };
}
