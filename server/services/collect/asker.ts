import { takenLevels, workedSplits } from '@/db/queries/collect';
import { openRoundOf, roundsOf } from '@/db/queries/schedules';
import { emptyQueueReason, type QueuedWork, refusalOf } from '@/server/core/collect/empty-queue';
import type { Asker } from '@/server/core/collect/queue';
import type { ProgramContext } from '../context';

type Taken = Awaited<ReturnType<typeof takenLevels>>;

/** What decides which assignments a person may take at a station now, with the scarce levels that others hold. */
export async function askerOf(
  db: ProgramContext['db'],
  ctx: ProgramContext,
  personId: number | null,
  station: { id: number; fixedLevelIds: readonly number[] } | null,
): Promise<{ asker: Asker; taken: Taken }> {
  const place = { personId, stationId: station?.id ?? null };
  const taken = await takenLevels(db, ctx.scope, place, ctx.clock.now());
  const workedSplitIds = personId === null ? [] : await workedSplits(db, ctx.scope, personId);
  const takenLevelIds = taken.map(({ levelId }) => levelId);
  return { taken, asker: { ...place, fixedLevelIds: station?.fixedLevelIds ?? [], takenLevelIds, workedSplitIds } };
}

/** Why this asker gets nothing, or not the assignment asked for, in words. */
export async function whyNothing(
  ctx: ProgramContext,
  live: readonly QueuedWork[],
  { asker, taken }: { asker: Asker; taken: Taken },
  assignmentId?: number,
): Promise<string> {
  const open = await openRoundOf(ctx.db, ctx.scope);
  const [newest] = open ? [] : await roundsOf(ctx.db, ctx.scope);
  const facts = { asker, taken, closedRound: newest?.number ?? null };
  if (assignmentId === undefined) return emptyQueueReason(live, facts);
  return refusalOf(
    live.find((row) => row.id === assignmentId),
    facts,
  );
}
