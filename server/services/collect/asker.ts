import type { FactorRow } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { takenLevels, workedSplits } from '@/db/queries/queue';
import { openRoundOf, roundsOf } from '@/db/queries/schedules';
import {
  type EmptyQueue,
  type EmptyQueueFacts,
  emptyQueue,
  emptyQueueReason,
  type QueuedWork,
  refusalOf,
} from '@/server/core/collect/empty-queue';
import type { Asker } from '@/server/core/collect/queue';
import { clockOf, localTime } from '@/server/core/program/local-time';
import { openHours } from '@/server/core/schedule/shift';
import type { ProgramContext } from '../context';

type Taken = Awaited<ReturnType<typeof takenLevels>>;

interface Who {
  asker: Asker;
  taken: Taken;
  closed: EmptyQueueFacts['closed'];
}

/** What decides which assignments a person may take at a station now, with the scarce levels that others hold. */
export async function askerOf(
  db: ProgramContext['db'],
  ctx: ProgramContext,
  personId: number | null,
  station: { id: number; fixedLevelIds: readonly number[] } | null,
  factors: readonly FactorRow[],
): Promise<Who> {
  const place = { personId, stationId: station?.id ?? null };
  const now = ctx.clock.now();
  const levels = factors.flatMap((factor) => factor.levels);
  const [taken, closed, workedSplitIds] = await Promise.all([
    levels.some(({ quantity }) => quantity !== null) ? takenLevels(db, ctx.scope, place, now) : [],
    closedLevels(db, ctx, levels),
    personId === null ? [] : workedSplits(db, ctx.scope, personId),
  ]);
  const takenLevelIds = taken.map(({ levelId }) => levelId);
  const closedLevelIds = closed.map(({ levelId }) => levelId);
  const fixedLevelIds = station?.fixedLevelIds ?? [];
  return { taken, closed, asker: { ...place, fixedLevelIds, takenLevelIds, closedLevelIds, workedSplitIds, now } };
}

/** Levels with hours that do not hold at this moment. */
async function closedLevels(
  db: ProgramContext['db'],
  ctx: ProgramContext,
  levels: FactorRow['levels'],
): Promise<EmptyQueueFacts['closed']> {
  const timed = levels.flatMap(({ id, name, hours }) => (hours === null ? [] : [{ id, name, ...hours }]));
  if (timed.length === 0) return [];
  const { timeZone } = await programOf(db, ctx.scope);
  const { minute } = localTime(ctx.clock.now(), timeZone);
  return timed
    .filter((level) => openHours({ from: minute, to: minute + 1 }, [level]).length === 0)
    .map(({ id, name, from, to }) => ({ levelId: id, name, from: clockOf(from), to: clockOf(to) }));
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

async function factsOf(ctx: ProgramContext, { asker, taken, closed }: Who) {
  const open = await openRoundOf(ctx.db, ctx.scope);
  const [newest] = open ? [] : await roundsOf(ctx.db, ctx.scope);
  return { asker, taken, closed, closedRound: newest?.number ?? null };
}
