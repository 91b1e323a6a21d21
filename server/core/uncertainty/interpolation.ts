import { DomainError } from '../errors';
import { median } from '../numeric/quantile';
import { defaultVariances, fitVariances, MIN_FITTED } from './anova-fit';
import {
  type AnovaPosterior,
  type AnovaVariances,
  conditionAnova,
  type LeaveOneOut,
  leaveOneOut,
  type Observations,
  sharedLevelMasks,
} from './anova-process';
import { type LevelTable, predictField } from './effect-tables';
import { betweenVariance, groupMeans, logScores, pooledWithinVariance } from './shrinkage';

/** Probe rollouts of one configuration. It need not be in the matrix: a retired one still tells about its levels. */
export interface MeasuredConfiguration {
  /** Level index per factor. */
  readonly levels: ArrayLike<number>;
  /** Score of each rollout, at least one, none negative. */
  readonly scores: readonly number[];
}

/** What is believed of a measured configuration, in score units. */
export interface ShrunkScore {
  readonly rollouts: number;
  /** Plain mean of its rollouts. */
  readonly raw: number;
  readonly mean: number;
  readonly sd: number;
  /** Share of its own rollouts in the estimate; the rest comes from the other configurations. */
  readonly ownWeight: number;
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
  /** In the order of the distinct configurations among the input. */
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

const keyOf = (levels: ArrayLike<number>, from: number, factors: number) => {
  let key = '';
  for (let f = 0; f < factors; f++) key += `${levels[from + f]},`;
  return key;
};

/** Rollouts by distinct configuration, in order of first appearance. Throws DomainError invalid for bad scores. */
function groupRollouts(measured: readonly MeasuredConfiguration[], factors: number) {
  const groups = new Map<string, { levels: ArrayLike<number>; scores: number[] }>();
  for (const { levels, scores } of measured) {
    if (levels.length !== factors)
      throw new DomainError('invalid', `A configuration has ${levels.length} levels, the matrix ${factors} factors.`);
    const bad = scores.find((score) => !(score >= 0 && Number.isFinite(score)));
    if (bad !== undefined) throw new DomainError('invalid', `A rollout score must be a number from 0, not ${bad}.`);
    if (scores.length === 0) continue;
    const key = keyOf(levels, 0, factors);
    const group = groups.get(key) ?? { levels, scores: [] };
    group.scores.push(...scores);
    groups.set(key, group);
  }
  return groups;
}

/** 1 % of the median score; of the greatest where most are 0; 1 where all are. */
function epsilonOf(scores: readonly number[]): number {
  const typical = median(scores) || scores.reduce((most, score) => Math.max(most, score), 0);
  return typical > 0 ? 0.01 * typical : 1;
}

/** Variances for these observations: defaults by moments, then fitted where there are enough. */
function variancesOf(observations: Observations, logs: readonly Float64Array[]) {
  const { n, factors, y, rollouts } = observations;
  const pooled = pooledWithinVariance(logs);
  const noise = Math.max(pooled?.variance ?? ASSUMED_NOISE, 1e-8);
  const found = betweenVariance(
    y,
    rollouts.map((count) => noise / count),
  );
  const between = ((n - 1) * found + PRIOR_WEIGHT * PRIOR_BETWEEN) / (n - 1 + PRIOR_WEIGHT);
  const prior = defaultVariances(factors, between, noise);
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
  scores: readonly number[],
  { y, rollouts }: Observations,
  { noise }: AnovaVariances,
  { alpha, projected }: AnovaPosterior,
  epsilon: number,
): ShrunkScore {
  const r = noise / rollouts[i];
  const leverage = r * projected[i * y.length + i];
  const raw = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const variance = Math.max(0, r * (1 - leverage));
  return {
    rollouts: scores.length,
    raw,
    ...fromLog(y[i] - r * alpha[i], variance, noise, epsilon),
    ownWeight: Math.min(1, Math.max(0, 1 - leverage)),
  };
}

/**
 * A score for every row of `matrix` from the rollouts of some: a Gaussian process over log scores with main, pairwise
 * and per-configuration effects and noise falling with the number of rollouts, which for a measured configuration is
 * empirical-Bayes shrinkage. The same input gives the same output. Null when nothing is measured.
 * O(n³ + N·E²) for n measured configurations (meant for n ≤ 1000), N rows and E effects (10 for 4 factors, at most 8
 * factors). Throws DomainError invalid for a negative or non-finite score, or levels that do not fit the matrix.
 */
export function interpolateScores(
  matrix: LevelTable,
  measured: readonly MeasuredConfiguration[],
): Interpolation | null {
  const { factors, levels } = matrix;
  if (factors < 1 || factors > 8 || levels.length % factors !== 0)
    throw new DomainError(
      'invalid',
      `A matrix of ${levels.length} level indices does not have ${factors} factors (1 to 8).`,
    );
  const groups = groupRollouts(measured, factors);
  if (groups.size === 0) return null;
  const scores = Array.from(groups.values(), (group) => group.scores);
  const epsilon = epsilonOf(scores.flat());
  const logs = logScores(scores, epsilon);
  const observations: Observations = {
    n: groups.size,
    factors,
    levels: Int32Array.from(Array.from(groups.values(), (group) => Array.from(group.levels)).flat()),
    y: groupMeans(logs),
    rollouts: Float64Array.from(scores, (group) => group.length),
  };
  const { variances, fitted, noise } = variancesOf(observations, logs);
  const posterior = conditionAnova(observations, sharedLevelMasks(observations), variances);
  const check = leaveOneOut(observations, posterior);
  const shrunk = scores.map((group, i) => shrink(i, group, observations, variances, posterior, epsilon));

  const field = predictField(matrix, observations, variances, posterior);
  const index = new Map(Array.from(groups.keys(), (key, i) => [key, i]));
  const rows = levels.length / factors;
  const flags = new Uint8Array(rows);
  const { mean, variance: sd } = field;
  for (let row = 0; row < rows; row++) {
    const own = index.get(keyOf(levels, row * factors, factors));
    const score =
      own === undefined ? fromLog(mean[row], sd[row] + variances.nugget, variances.noise, epsilon) : shrunk[own];
    flags[row] = own === undefined ? 0 : 1;
    mean[row] = score.mean;
    sd[row] = score.sd;
  }
  return {
    mean,
    sd,
    measured: flags,
    spread: field.exact ? 'exact' : 'upperBound',
    shrunk,
    variances,
    fitted,
    noise,
    epsilon,
    leaveOneOut: check,
    informative: check !== null && check.r2 >= MIN_R2,
  };
}
