import { noteArtifacts } from '@/db/queries/checkpoints';
import { insertEvent } from '@/db/queries/record';
import { insertConfigurationScores, insertHolds, insertScores } from '@/db/queries/scores';
import { changeScoringRun } from '@/db/queries/scoring-runs';
import { mean } from '@/server/core/numeric/variance';
import { conformalThreshold } from '@/server/core/uncertainty/calibration';
import type { ProgramContext } from '../context';
import { type FieldOfScores, fieldOfScores, type MeasuredScore } from './field-of-scores';
import type { ScoringPlan } from './plan';
import { ScoringStopped } from './progress';
import type { ScoredRollout } from './score-rollouts';

const CHUNK = 200;

/**
 * The conformal threshold over successful rollouts that this checkpoint drove, or whose policy is not known; null
 * with too few of them.
 */
function thresholdOf(checkpointId: number, scored: readonly ScoredRollout[]): number | null {
  const successes = scored.filter(
    ({ rollout }) =>
      rollout.outcome === 'success' && (rollout.checkpointId === null || rollout.checkpointId === checkpointId),
  );
  return conformalThreshold(successes.map((one) => one.value))?.threshold ?? null;
}

/**
 * Stores the scores of a run, what they say of every configuration, its threshold and what has to be held, and ends
 * the run. Done twice it stores the same once. Throws ScoringStopped when the run was cancelled.
 */
export async function concludeScoring(
  ctx: ProgramContext,
  plan: ScoringPlan,
  run: { id: number; scaleId: number | null },
  scored: readonly ScoredRollout[],
): Promise<void> {
  const field = await fieldOfScores(ctx, scored);
  const interpolationKey = field ? await ctx.artifacts.put(field.bytes) : null;
  for (const rows of chunksOf(scored.map((one) => one.row))) await ctx.db.transaction((tx) => insertScores(tx, rows));
  for (const measured of chunksOf(field?.measured ?? []))
    await ctx.db.transaction(async (tx) => {
      await insertConfigurationScores(
        tx,
        measured.map((one) => configurationRow(run.id, one)),
      );
      await insertHolds(
        tx,
        measured.flatMap((one) => holdRow(ctx, run.id, one)),
      );
    });
  await ctx.db.transaction(async (tx) => {
    if (field && interpolationKey)
      await noteArtifacts(tx, [
        { key: interpolationKey, bytes: field.bytes.byteLength, mediaType: 'application/x-rota-field' },
      ]);
    const ended = await changeScoringRun(tx, ctx.scope, run.id, ['running'], {
      state: 'done',
      finishedAt: ctx.clock.now(),
      scaleId: run.scaleId,
      measure: scored[0]?.measure ?? null,
      threshold: thresholdOf(plan.checkpoint.id, scored),
      ...fieldColumns(field, interpolationKey),
    });
    if (!ended) throw new ScoringStopped();
    await insertEvent(tx, ctx.scope, 'scoring', run.id);
  });
}

function fieldColumns(field: FieldOfScores | null, interpolationKey: string | null) {
  return { interpolationKey, interpolation: field?.summary ?? null, pairs: field?.pairs ?? null };
}

function configurationRow(scoringRunId: number, { configurationId, rollouts, believed }: MeasuredScore) {
  const outcomes = rollouts.map((one) => one.rollout.outcome);
  return {
    scoringRunId,
    configurationId,
    rollouts: rollouts.length,
    successes: outcomes.filter((outcome) => outcome === 'success').length,
    judged: outcomes.filter((outcome) => outcome !== 'unknown').length,
    rawMean: believed.raw,
    mean: believed.mean,
    sd: believed.sd,
    repeatVariance: believed.repeatVariance,
    windowMax: mean(rollouts.map((one) => one.row.windowMax ?? 0)) ?? 0,
  };
}

/** A hold by the worst rollout of the configuration; none where all keep the limits. */
function holdRow(ctx: ProgramContext, scoringRunId: number, { configurationId, rollouts }: MeasuredScore) {
  const [worst] = rollouts.flatMap((one) => one.held ?? []).sort((a, b) => b.share - a.share);
  return worst ? [{ programId: ctx.scope.programId, configurationId, scoringRunId, ...worst }] : [];
}

function* chunksOf<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += CHUNK) yield rows.slice(at, at + CHUNK);
}
