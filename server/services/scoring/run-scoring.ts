import { cachedMoments } from '@/db/queries/moments';
import { insertEvent } from '@/db/queries/record';
import { changeScoringRun, scoringRunById } from '@/db/queries/scoring-runs';
import { DomainError } from '@/server/core/errors';
import { EnsembleLost } from '@/server/core/policy/ensemble';
import { unitScale } from '@/server/core/uncertainty/scale';
import type { ProgramContext } from '../context';
import { computeMoments } from './compute-moments';
import { concludeScoring } from './conclude';
import { frozenScale } from './frozen-scale';
import { noveltyOfRollouts } from './novelty';
import { planScoring } from './plan';
import { progressOf, ScoringStopped } from './progress';
import { scoreRollouts } from './score-rollouts';

type Run = NonNullable<Awaited<ReturnType<typeof scoringRunById>>>;

/**
 * Does a scoring run, or goes on with one that was cut off: predictions that are cached are not computed again, and
 * rows that are there stay. A run that is done, cancelled or gone is left alone. Failures are kept on the run as a
 * sentence; unexpected ones are thrown as well, and a run cut off by the end of its worker stays to be taken up again.
 */
export async function runScoring(ctx: ProgramContext, scoringRunId: number, signal: AbortSignal): Promise<void> {
  const run = await begin(ctx, scoringRunId);
  if (!run) return;
  try {
    await score(ctx, run, signal);
  } catch (error) {
    if (error instanceof ScoringStopped) {
      if (signal.aborted) throw error;
      return;
    }
    if (signal.aborted) throw error;
    const known = error instanceof DomainError || error instanceof EnsembleLost;
    await fail(
      ctx,
      scoringRunId,
      known ? error.message : 'Something failed in the worker; it is in its log. What was computed is kept.',
    );
    if (!(error instanceof DomainError)) throw error;
  }
}

async function begin(ctx: ProgramContext, scoringRunId: number): Promise<Run | null> {
  const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
  if (!run) return null;
  const wanted = await ctx.db.transaction(async (tx) => {
    const change = { state: 'running' as const, startedAt: run.startedAt ?? ctx.clock.now() };
    const begun = await changeScoringRun(tx, ctx.scope, scoringRunId, ['queued', 'running'], change);
    if (begun) await insertEvent(tx, ctx.scope, 'scoring', scoringRunId);
    return begun;
  });
  return wanted ? run : null;
}

async function score(ctx: ProgramContext, run: Run, signal: AbortSignal): Promise<void> {
  const plan = await planScoring(ctx, run.checkpointId, run.form);
  const keys = plan.rollouts.map((rollout) => rollout.key);
  const known = await cachedMoments(ctx.db, ctx.scope, keys);
  const missing = plan.rollouts.filter((rollout) => !known.has(rollout.key));
  const frames = (rollouts: typeof missing) => rollouts.reduce((sum, rollout) => sum + rollout.frames, 0);
  const framesTotal = frames(plan.rollouts);
  await changeScoringRun(ctx.db, ctx.scope, run.id, ['running'], { episodesTotal: plan.rollouts.length, framesTotal });
  const progress = progressOf(
    ctx,
    run.id,
    {
      episodesDone: plan.rollouts.length - missing.length,
      framesDone: framesTotal - frames(missing),
      framesComputed: run.framesComputed,
      computeMs: run.computeMs,
    },
    signal,
  );
  await progress.report();
  if (missing.length > 0) await computeMoments(ctx, plan, missing, progress);
  await progress.report();

  const scale = run.form.scaling === 'frozen' && !plan.scalar ? await frozenScale(ctx, plan.checkpoint) : null;
  const std = scale?.std ?? unitScale(plan.checkpoint.actionDims).std;
  const cached = await cachedMoments(ctx.db, ctx.scope, keys);
  const scored = await scoreRollouts(ctx, plan, run, cached, std, await noveltyOfRollouts(ctx, plan, run.form));
  await concludeScoring(ctx, plan, { id: run.id, scaleId: scale?.id ?? null }, scored);
}

async function fail(ctx: ProgramContext, scoringRunId: number, error: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const change = { state: 'failed' as const, error, finishedAt: ctx.clock.now() };
    await changeScoringRun(tx, ctx.scope, scoringRunId, ['queued', 'running'], change);
    await insertEvent(tx, ctx.scope, 'scoring', scoringRunId);
  });
}
