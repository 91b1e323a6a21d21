import { DomainError } from '../errors';
import { variance as varianceOf } from '../numeric/variance';
import { defaultVariances, fitVariances, MIN_FITTED } from './anova-fit';
import {
  type AnovaPosterior,
  type AnovaVariances,
  conditionAnova,
  type LeaveOneOut,
  leaveOneOut,
  type Observations,
} from './anova-process';
import { type LevelTable, predictField } from './effect-tables';
import type { LevelDistances } from './level-likeness';
import { groupRollouts, type MeasuredConfiguration, observe, rowFinder } from './measured-configurations';
import { betweenVariance, pooledWithinVariance } from './shrinkage';

/** What is believed of a measured configuration, in score units. */
export interface ShrunkScore {
  /** Its row of the matrix; null where it is not in it (any more). */
  readonly row: number | null;
  readonly rollouts: number;
  /** Plain mean of its rollouts. */
  readonly raw: number;
  readonly mean: number;
  readonly sd: number;
  /** Share of its own rollouts in the estimate; the rest comes from the other configurations. */
  readonly ownWeight: number;
  /** Variance of the logarithms of its rollouts' scores; null for a single one. */
  readonly repeatVariance: number | null;
}

export interface Interpolation {
  /**
   * Per row of the matrix, in score units: expected score of a rollout there, and the spread of that expectation
   * (not of single rollouts), both transformed back from the log-normal posterior.
   */
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  /** 1 where the row has rollouts of its own, 0 where the score is interpolated. */
  readonly measured: Uint8Array;
  /** `upperBound` where an exact spread would have needed too much memory. */
  readonly spread: 'exact' | 'upperBound';
  /** One per distinct measured configuration, in rising order of its level indices. */
  readonly shrunk: readonly ShrunkScore[];
  readonly variances: AnovaVariances;
  /** Whether the variances were fitted, or are defaults for want of measured configurations. */
  readonly fitted: boolean;
  /** Whether the noise between rollouts was measured, or assumed because no configuration has two. */
  readonly noise: 'measured' | 'assumed';
  /** ε added before taking logarithms. */
  readonly epsilon: number;
  /** Null below three measured configurations. */
  readonly leaveOneOut: LeaveOneOut | null;
  /** False where unmeasured rows should be ranked by coverage instead: their scores are no better than the mean. */
  readonly informative: boolean;
}

/** Below this leave-one-out R² interpolation says nothing about configurations that were not measured. */
const MIN_R2 = 0.1;

/** Variance of log scores assumed a priori, and how many configurations that assumption is worth. */
const PRIOR_BETWEEN = 0.25;
const PRIOR_WEIGHT = 3;

/** Noise variance of one rollout's log score where no configuration has two rollouts. */
const ASSUMED_NOISE = 0.1;

/** Variances for these observations: defaults by moments, then fitted where there are enough. */
function variancesOf(observations: Observations, logs: readonly Float64Array[], flattened: number) {
  const { n, y, rollouts, distances } = observations;
  const pooled = pooledWithinVariance(logs);
  const noise = Math.max(pooled?.variance ?? ASSUMED_NOISE, 1e-8);
  const found = betweenVariance(
    y,
    rollouts.map((count) => noise / count),
  );
  const between = ((n - 1) * found + PRIOR_WEIGHT * PRIOR_BETWEEN * flattened) / (n - 1 + PRIOR_WEIGHT);
  const prior = defaultVariances(distances, between, noise);
  const fitted = n >= MIN_FITTED;
  return {
    variances: fitted ? fitVariances(observations, prior, pooled?.dof ?? 1) : prior,
    fitted,
    noise: pooled ? ('measured' as const) : ('assumed' as const),
  };
}

/** Mean and sd of exp(normal) − ε, with the rollouts' own noise in the mean, which makes it comparable to raw means. */
function fromLog(mean: number, variance: number, noise: number, epsilon: number): { mean: number; sd: number } {
  const expected = Math.exp(mean + (variance + noise) / 2);
  return { mean: Math.max(0, expected - epsilon), sd: expected * Math.sqrt(Math.expm1(variance)) };
}

/** Posterior of a measured configuration, its own nugget included: y − r α and r − r² P, r = noise / rollouts. */
function shrink(
  i: number,
  scores: Float64Array,
  logs: Float64Array,
  { n, y, rollouts }: Observations,
  { noise }: AnovaVariances,
  { alpha, projected }: AnovaPosterior,
  epsilon: number,
): Omit<ShrunkScore, 'row'> {
  const r = noise / rollouts[i];
  const leverage = Math.min(1, Math.max(0, r * projected[i * n + i]));
  return {
    rollouts: scores.length,
    raw: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    ...fromLog(y[i] - r * alpha[i], r * (1 - leverage), noise, epsilon),
    ownWeight: 1 - leverage,
    repeatVariance: varianceOf(logs, 1),
  };
}

/**
 * A score for every row of `matrix` from the rollouts of some: a Gaussian process over log scores with main, pairwise
 * and per-configuration effects and noise falling with the number of rollouts, which for a measured configuration is
 * empirical-Bayes shrinkage. Levels of factors with `distances` share what is known by how alike their embeddings are;
 * others only where they are equal. The same measurements in any order give the same bytes. Null when nothing is measured.
 * O(n³ + N·E²) for n measured configurations (meant for n ≤ 1000), N rows and E effects (10 for 4 factors, at most 8
 * factors). Throws DomainError invalid for a negative or non-finite score, or levels that do not fit the matrix.
 */
export function interpolateScores(
  matrix: LevelTable,
  measured: readonly MeasuredConfiguration[],
  distances: readonly (LevelDistances | null)[] = new Array(matrix.factors).fill(null),
): Interpolation | null {
  const { factors, levels } = matrix;
  if (factors < 1 || factors > 8 || levels.length % factors !== 0)
    throw new DomainError(
      'invalid',
      `A matrix of ${levels.length} level indices does not have ${factors} factors (1 to 8).`,
    );
  const groups = groupRollouts(measured, factors);
  if (groups.length === 0) return null;
  const { observations, logs, epsilon, flattened } = observe(groups, distances);
  const { variances, fitted, noise } = variancesOf(observations, logs, flattened);
  const posterior = conditionAnova(observations, variances);
  const check = leaveOneOut(observations, posterior);
  const believed = groups.map(({ scores }, i) =>
    shrink(i, scores, logs[i], observations, variances, posterior, epsilon),
  );

  const { mean: logMean, variance, exact } = predictField(matrix, observations, variances, posterior);
  const rows = logMean.length;
  const [mean, sd, flags] = [new Float64Array(rows), new Float64Array(rows), new Uint8Array(rows)];
  const indexOf = rowFinder(groups, factors);
  const rowOf = new Int32Array(groups.length).fill(-1);
  for (let row = 0; row < rows; row++) {
    const own = indexOf(levels, row * factors);
    const score =
      own < 0 ? fromLog(logMean[row], variance[row] + variances.nugget, variances.noise, epsilon) : believed[own];
    mean[row] = score.mean;
    sd[row] = score.sd;
    if (own < 0) continue;
    flags[row] = 1;
    rowOf[own] = row;
  }
  return {
    mean,
    sd,
    measured: flags,
    spread: exact ? 'exact' : 'upperBound',
    shrunk: believed.map((score, i) => ({ row: rowOf[i] < 0 ? null : rowOf[i], ...score })),
    variances,
    fitted,
    noise,
    epsilon,
    leaveOneOut: check,
    informative: check !== null && check.r2 >= MIN_R2,
  };
}
