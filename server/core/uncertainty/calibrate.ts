import { spearman } from '../numeric/correlation';
import { type Random, seededRandom } from '../numeric/random';
import {
  type ConformalThreshold,
  conformalThreshold,
  isotonicAt,
  isotonicFit,
  type RankCalibration,
  rankCalibration,
  reliability,
  splitHalfCeiling,
} from './calibration';

/** A judged rollout of the random reserve. */
export interface ReserveRollout {
  readonly configurationId: number;
  /** The score by the run's statistic, and that of the first decision alone. */
  readonly score: number;
  readonly first: number;
  readonly failed: boolean;
}

/** Whether one kind of score ranks failures above successes. */
export interface ScoreSkill {
  /** Rank correlation of score and failure; null where one side does not vary. */
  readonly spearman: number | null;
  /** Null without both a failure and a success. */
  readonly auroc: RankCalibration | null;
}

export interface Calibration {
  readonly rollouts: number;
  readonly configurations: number;
  readonly failures: number;
  readonly whole: ScoreSkill;
  readonly first: ScoreSkill;
  /** Probability of failure predicted from the score against the observed share, in at most ten bins of equal count. */
  readonly reliability: ReturnType<typeof reliability>;
  readonly threshold: ConformalThreshold | null;
  /** Greatest rank correlation that scores this noisy could have with anything; null without repeated rollouts. */
  readonly ceiling: number | null;
}

/** Fewest rollouts in a bin of the reliability diagram, and parts of the cross-fit. */
const LEAST_IN_BIN = 5;
const FOLDS = 5;

/**
 * Probability of failure of every rollout by an isotonic fit to the rollouts of other configurations: what a
 * configuration is judged by was never fitted on itself. Null where only one outcome or one fold is there.
 */
function crossFitted(rollouts: readonly ReserveRollout[]): Float64Array | null {
  const order = [...new Set(rollouts.map(({ configurationId }) => configurationId))].sort((a, b) => a - b);
  if (order.length < 2) return null;
  const folds = Math.min(FOLDS, order.length);
  const foldOf = new Map(order.map((id, i) => [id, i % folds]));
  const fits = Array.from({ length: folds }, (_, fold) => {
    const others = rollouts.filter(({ configurationId }) => foldOf.get(configurationId) !== fold);
    return isotonicFit(
      others.map(({ score }) => score),
      others.map(({ failed }) => (failed ? 1 : 0)),
    );
  });
  return Float64Array.from(
    rollouts,
    ({ configurationId, score }) => isotonicAt(fits[foldOf.get(configurationId) ?? 0], score) ?? 0,
  );
}

function skillOf(scores: readonly number[], failed: readonly boolean[], random: Random): ScoreSkill {
  return {
    spearman: spearman(
      scores,
      failed.map((one) => (one ? 1 : 0)),
    ),
    auroc: rankCalibration(scores, failed, random),
  };
}

/** Scores of repeated rollouts, by configuration. */
function repeated(rollouts: readonly ReserveRollout[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const { configurationId, score } of rollouts)
    groups.set(configurationId, [...(groups.get(configurationId) ?? []), score]);
  return [...groups.values()];
}

/**
 * How far scores can be trusted, judged on judged rollouts of the random reserve alone, where no score decided what was
 * recorded. Deterministic in `seed`. Null without any. O(resamples · n log n).
 */
export function calibrate(rollouts: readonly ReserveRollout[], seed: string): Calibration | null {
  if (rollouts.length === 0) return null;
  const random = seededRandom(seed);
  const failed = rollouts.map((one) => one.failed);
  const predicted = crossFitted(rollouts);
  const bins = Math.min(10, Math.floor(rollouts.length / LEAST_IN_BIN));
  return {
    rollouts: rollouts.length,
    configurations: new Set(rollouts.map(({ configurationId }) => configurationId)).size,
    failures: failed.filter(Boolean).length,
    whole: skillOf(
      rollouts.map(({ score }) => score),
      failed,
      random.fork('whole'),
    ),
    first: skillOf(
      rollouts.map(({ first }) => first),
      failed,
      random.fork('first'),
    ),
    reliability: predicted && bins > 0 ? reliability(predicted, failed, bins) : null,
    threshold: conformalThreshold(rollouts.flatMap(({ score, failed: bad }) => (bad ? [] : [score]))),
    ceiling: splitHalfCeiling(repeated(rollouts), random.fork('halves')),
  };
}
