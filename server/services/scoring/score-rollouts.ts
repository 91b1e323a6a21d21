import type { scores } from '@/db/schema/policies';
import { DomainError } from '@/server/core/errors';
import { mean } from '@/server/core/numeric/variance';
import { decodeMoments } from '@/server/core/uncertainty/moments-codec';
import { NOVELTY } from '@/server/core/uncertainty/novelty';
import { scoreRollout } from '@/server/core/uncertainty/rollout';
import { checkLimits } from '@/server/core/uncertainty/safety';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import { combineSignals, signalsOfMoments, withFigure } from '@/server/core/uncertainty/signals';
import { decodeSignals, isSignals } from '@/server/core/uncertainty/signals-codec';
import type { ProgramContext } from '../context';
import type { PlannedRollout, ScoringPlan } from './plan';

type ScoreRow = typeof scores.$inferInsert;

/** A rollout with its score by the form's statistic, and its row. */
export interface ScoredRollout {
  rollout: PlannedRollout;
  value: number;
  /** What the predictions are uncertain by, in a word: their main signal. */
  measure: string;
  row: ScoreRow;
  /** Whether a member left an action limit in more steps than is allowed, and in which dimension. */
  held: { share: number; dimension: string } | null;
}

/**
 * Scores of rollouts from their cached predictions. `std` is the scale (1 for each dimension when scaling is off),
 * `novelty` how new a rollout is, where that is known.
 * Throws DomainError invalid when a cache entry is missing or damaged.
 */
export async function scoreRollouts(
  ctx: ProgramContext,
  plan: ScoringPlan,
  run: { id: number; form: ScoringForm },
  cached: ReadonlyMap<string, string>,
  std: readonly number[],
  novelty: ReadonlyMap<number, number>,
): Promise<ScoredRollout[]> {
  const scored: ScoredRollout[] = [];
  for (const rollout of plan.rollouts) {
    const artifactKey = cached.get(rollout.key);
    if (!artifactKey)
      throw new DomainError('invalid', `The predictions for episode ${rollout.id} are missing. Score again.`);
    const bytes = await ctx.artifacts.get(artifactKey);
    scored.push(scoreOne(plan, run, rollout, bytes, std, novelty.get(rollout.id)));
  }
  return scored;
}

function scoreOne(
  { checkpoint, actionNames }: ScoringPlan,
  { id, form }: { id: number; form: ScoringForm },
  rollout: PlannedRollout,
  bytes: Uint8Array,
  std: readonly number[],
  novelty: number | undefined,
): ScoredRollout {
  const moments = isSignals(bytes) ? null : decodeMoments(bytes);
  const cached = moments ? signalsOfMoments(moments, { std }, form) : decodeSignals(bytes);
  const signals = novelty === undefined ? cached : withFigure(cached, NOVELTY, novelty);
  const values = combineSignals(signals, form);
  const limits = moments && limitsOf(moments, checkpoint.actionLimits, actionNames);
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
    signals: Object.fromEntries([...signals.values].map(([name, series]) => [name, mean(series) ?? 0])),
    beyondLimits: limits?.share ?? null,
    beyondDimension: limits?.worst ? actionNames.indexOf(limits.worst.dimension) : null,
  };
  const held = limits?.held && limits.worst ? { share: limits.share, dimension: limits.worst.dimension } : null;
  return { rollout, value: score[form.statistic], measure: signals.main, row, held };
}

function limitsOf(
  moments: ReturnType<typeof decodeMoments>,
  actionLimits: readonly [number, number][] | null,
  names: readonly string[],
) {
  if (!actionLimits) return null;
  return checkLimits(
    moments,
    actionLimits.map(([low, high], d) => ({ dimension: names[d], low, high })),
  );
}
