import { factorsOf } from '@/db/queries/matrix';
import { latestScoring, scheduleById } from '@/db/queries/schedules';
import { DomainError } from '@/server/core/errors';
import { unpackInputs } from '@/server/core/schedule/replay-inputs';
import type { ProgramContext } from '../context';

/**
 * What random, top-k and variety would have picked from the scores of the day a schedule was decided, with and without
 * its caps. Compares picks, not outcomes. Nothing is written.
 */
export async function whatIfOf(ctx: ProgramContext, scheduleId: number) {
  const stored = await scheduleById(ctx.db, ctx.scope, scheduleId);
  if (!stored) throw new DomainError('not_found', `There is no schedule ${scheduleId} in this program.`);
  const [factors, bytes, scoring] = await Promise.all([
    factorsOf(ctx.db, ctx.scope),
    ctx.artifacts.get(stored.inputHash),
    stored.scoringRunId === null ? undefined : latestScoring(ctx.db, ctx.scope, stored.scoringRunId),
  ]);
  const inputs = unpackInputs(bytes);
  const weightOf = new Map(factors.map((factor) => [factor.key, factor.changeoverWeight]));
  const found = await ctx.planner.whatIf(
    inputs,
    inputs.pool.factors.map(({ key }) => weightOf.get(key) ?? 1),
  );
  const nameOf = new Map(factors.map((factor) => [factor.key, factor.name]));
  return {
    ...found,
    scored: scoring ? { scoringRunId: scoring.id, checkpointName: scoring.checkpointName } : null,
    /** Whether the schedule itself used disagreement. */
    bootstrap: stored.summary.bootstrap !== null && stored.summary.bootstrap.override === null,
    factors: inputs.pool.factors.map(({ key }) => ({ key, name: nameOf.get(key) ?? key })),
  };
}
