import type { scores } from '@/db/schema/policies';
import { DomainError } from '@/server/core/errors';
import { mean } from '@/server/core/numeric/variance';
import { disagreementPerStep } from '@/server/core/uncertainty/disagreement';
import type { Moments } from '@/server/core/uncertainty/moments';
import { decodeMoments } from '@/server/core/uncertainty/moments-codec';
import { scoreRollout } from '@/server/core/uncertainty/rollout';
import { checkLimits } from '@/server/core/uncertainty/safety';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import { decodeSteps, isSteps } from '@/server/core/uncertainty/steps-codec';
import type { ProgramContext } from '../context';
import type { PlannedRollout, ScoringPlan } from './plan';

type ScoreRow = typeof scores.$inferInsert;

/** A rollout with its score by the form's statistic, and its row. */
export interface ScoredRollout {
  rollout: PlannedRollout;
  value: number;
  row: ScoreRow;
  /** Whether a member left an action limit in more steps than is allowed, and in which dimension. */
  held: { share: number; dimension: string } | null;
}

/**
 * Scores of rollouts from their cached predictions. `std` is the scale (1 for each dimension when scaling is off).
 * Throws DomainError invalid when a cache entry is missing or damaged.
 */
export async function scoreRollouts(
  ctx: ProgramContext,
  plan: ScoringPlan,
  run: { id: number; form: ScoringForm },
  cached: ReadonlyMap<string, string>,
  std: readonly number[],
): Promise<ScoredRollout[]> {
  const scored: ScoredRollout[] = [];
  for (const rollout of plan.rollouts) {
    const artifactKey = cached.get(rollout.key);
    if (!artifactKey)
      throw new DomainError('invalid', `The predictions for episode ${rollout.id} are missing. Score again.`);
    const bytes = await ctx.artifacts.get(artifactKey);
    scored.push(scoreOne(plan, run, rollout, bytes, std));
  }
  return scored;
}

function scoreOne(
  { checkpoint, actionNames }: ScoringPlan,
  { id, form }: { id: number; form: ScoringForm },
  rollout: PlannedRollout,
  bytes: Uint8Array,
  std: readonly number[],
): ScoredRollout {
  const { values, aleatoric, limits } = isSteps(bytes)
    ? { values: decodeSteps(bytes), aleatoric: null, limits: null }
    : spread(decodeMoments(bytes), form, std, checkpoint.actionLimits, actionNames);
  const score = scoreRollout(values, form.window);
  if (!score)
    throw new DomainError(
      'invalid',
      `Episode ${rollout.id} has no steps to score. Take it out of use, or import it again.`,
    );
  const row: ScoreRow = {
    scoringRunId: id,
    episodeId: rollout.id,
    episodeKind: 'probe_rollout',
    configurationId: rollout.configurationId,
    ...score,
    firstStep: values[0],
    sampleSpread: aleatoric ? mean(aleatoric) : null,
    beyondLimits: limits?.share ?? null,
    beyondDimension: limits?.worst ? actionNames.indexOf(limits.worst.dimension) : null,
  };
  const held = limits?.held && limits.worst ? { share: limits.share, dimension: limits.worst.dimension } : null;
  return { rollout, value: score[form.statistic], row, held };
}

function spread(
  moments: Moments,
  form: ScoringForm,
  std: readonly number[],
  actionLimits: readonly [number, number][] | null,
  names: readonly string[],
) {
  const found = disagreementPerStep(moments, { std }, form.form);
  if (!found) throw new DomainError('invalid', 'One deterministic member cannot disagree with anything.');
  const limits = actionLimits
    ? checkLimits(
        moments,
        actionLimits.map(([low, high], d) => ({ dimension: names[d], low, high })),
      )
    : null;
  return { values: found.values, aleatoric: found.aleatoric, limits };
}
