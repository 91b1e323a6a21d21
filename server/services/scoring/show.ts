import { factorsOf } from '@/db/queries/matrix';
import { datasetsOf } from '@/db/queries/rollouts';
import { scaleById } from '@/db/queries/scales';
import { configurationScoresOf, holdsOfScoring, scoresOf } from '@/db/queries/scores';
import { scoringRunById } from '@/db/queries/scoring-runs';
import { DomainError } from '@/server/core/errors';
import { decodeField } from '@/server/core/uncertainty/field-codec';
import { asksForNovelty } from '@/server/core/uncertainty/novelty';
import { checkpointOf } from '../checkpoints/show-checkpoint';
import type { ProgramContext } from '../context';
import { noveltyEvidence } from './novelty';

/** Most configurations whose scores are sent for a distribution; above that every k-th is. */
const MOST_IN_DISTRIBUTION = 20_000;

/** A scoring run with its progress and what it found overall. Throws DomainError not_found. */
export async function showScoring(ctx: ProgramContext, scoringRunId: number) {
  const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
  if (!run) throw new DomainError('not_found', `There is no scoring run ${scoringRunId} in this program.`);
  const { pairs: _, programId: _program, startedBy: _person, interpolationKey, scaleId, ...shown } = run;
  const [checkpoint, scale] = [
    await checkpointOf(ctx, run.checkpointId),
    scaleId === null ? undefined : await scaleById(ctx.db, ctx.scope, scaleId),
  ];
  return {
    ...shown,
    checkpointName: checkpoint.name,
    executedSteps: checkpoint.executedSteps,
    trainingSetSize: checkpoint.trainingSetSize,
    /** Frames a second while predictions were computed; null when all came from the cache. */
    ratePerSecond: run.framesComputed > 0 && run.computeMs > 0 ? (1000 * run.framesComputed) / run.computeMs : null,
    scale: scale ? { version: scale.version, source: scale.source } : null,
  };
}

/** What a finished run says of every rollout, configuration and hold, in words. Throws DomainError not_found. */
export async function scoringResults(ctx: ProgramContext, scoringRunId: number) {
  const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
  if (!run) throw new DomainError('not_found', `There is no scoring run ${scoringRunId} in this program.`);
  const [factors, configurations, rollouts, held] = [
    await factorsOf(ctx.db, ctx.scope),
    await configurationScoresOf(ctx.db, ctx.scope, scoringRunId),
    await scoresOf(ctx.db, ctx.scope, scoringRunId),
    await holdsOfScoring(ctx.db, ctx.scope, scoringRunId),
  ];
  const names = new Map(factors.flatMap((factor) => factor.levels.map((level) => [level.id, level.name])));
  const inWords = <T extends { levelIds: number[] }>({ levelIds, ...row }: T) => ({
    ...row,
    levels: levelIds.map((id) => names.get(id) ?? '?'),
  });
  const measured = configurations.map(inWords);
  const levelsOf = new Map(measured.map((row) => [row.configurationId, row.levels]));
  return {
    factors: factors.map(({ key, name }) => ({ key, name })),
    configurations: measured,
    rollouts: rollouts.map((row) => ({
      ...row,
      levels: row.configurationId === null ? null : (levelsOf.get(row.configurationId) ?? null),
    })),
    holds: held.map(inWords),
    distribution: await distributionOf(ctx, run.interpolationKey),
    novelty: run.state === 'done' && asksForNovelty(run.form) ? await noveltyOf(ctx, run.checkpointId, rollouts) : null,
  };
}

async function noveltyOf(ctx: ProgramContext, checkpointId: number, rollouts: readonly { datasetId: number }[]) {
  const checkpoint = await checkpointOf(ctx, checkpointId);
  const datasets = new Map((await datasetsOf(ctx.db, ctx.scope)).map((dataset) => [dataset.id, dataset]));
  const evidence = await noveltyEvidence(ctx, { checkpoint, datasets, rollouts });
  if ('missing' in evidence) return { feature: null, trained: 0, missing: evidence.missing };
  return { feature: evidence.feature, trained: evidence.trained.length, missing: null };
}

async function distributionOf(ctx: ProgramContext, interpolationKey: string | null) {
  if (!interpolationKey) return [];
  const { mean, measured } = decodeField(await ctx.artifacts.get(interpolationKey));
  const every = Math.ceil(mean.length / MOST_IN_DISTRIBUTION);
  return Array.from(mean, (score, i) => ({ score, interpolated: measured[i] === 0 })).filter(
    (row, i) => !row.interpolated || i % every === 0,
  );
}
