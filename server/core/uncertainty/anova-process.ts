import { inverseFromCholesky } from '../numeric/cholesky';
import { conditionProcess, type GaussianProcess } from './gaussian-process';
import { type LevelDistances, levelLikeness } from './level-likeness';

/** Variances of the additive + pairwise + nugget model of log scores. */
export interface AnovaVariances {
  /** Per factor: variance of its levels' main effects. */
  readonly main: readonly number[];
  /** Of the effects of pairs of levels, shared by all pairs of factors. */
  readonly pair: number;
  /** Of what is peculiar to one configuration (τ²). */
  readonly nugget: number;
  /** Between rollouts of one configuration (s_w²). */
  readonly noise: number;
  /** Per factor with embedded levels: the distance over which they are alike; null for factors without embeddings. */
  readonly reach: readonly (number | null)[];
}

/** Measured configurations: row-major [n, factors] level indices, mean log score and number of rollouts of each. */
export interface Observations {
  readonly n: number;
  readonly factors: number;
  readonly levels: Int32Array;
  readonly y: Float64Array;
  readonly rollouts: Float64Array;
  /** Per factor: how far its levels' embeddings lie apart; null where levels are only equal or different. */
  readonly distances: readonly (LevelDistances | null)[];
}

/** The process conditioned on observations, its constant trend estimated by generalised least squares. */
export interface AnovaPosterior {
  /** The same process with a trend of 0, of which the trend is a correction. */
  readonly process: GaussianProcess;
  readonly trend: number;
  /** 1ᵀ K_y⁻¹ 1, the precision of the trend. */
  readonly precision: number;
  /** K_y⁻¹ − w wᵀ / precision: what is left of the inverse once the trend is projected out. n × n. */
  readonly projected: Float64Array;
  /** projected · y = K_y⁻¹ (y − trend). */
  readonly alpha: Float64Array;
  /** w / precision with w = K_y⁻¹ 1: weights of the observations in the trend. */
  readonly trendWeights: Float64Array;
  readonly jitter: number;
  /** Restricted log marginal likelihood. */
  readonly logLikelihood: number;
}

/** Covariance of two configurations without nugget, Σ_f a_f s_f + b Σ_{f<g} s_f s_g, from their similarities per factor. */
export function anovaCovariance({ main, pair }: AnovaVariances, alike: ArrayLike<number>): number {
  let single = 0;
  let sum = 0;
  let squares = 0;
  for (let f = 0; f < main.length; f++) {
    single += main[f] * alike[f];
    sum += alike[f];
    squares += alike[f] * alike[f];
  }
  return single + (pair * (sum * sum - squares)) / 2;
}

/** Calls `visit` for every pair i > j with how alike its levels are, per factor; the array is used again. O(n² · factors). */
export function forEachPair(
  { n, factors, levels, distances }: Observations,
  { reach }: AnovaVariances,
  visit: (i: number, j: number, alike: Float64Array) => void,
): void {
  const alikeBy = distances.map((table, f) => levelLikeness(table, reach[f]));
  const alike = new Float64Array(factors);
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++) {
      for (let f = 0, p = i * factors, q = j * factors; f < factors; f++, p++, q++) {
        const likeness = alikeBy[f];
        if (levels[p] === levels[q]) alike[f] = 1;
        else alike[f] = likeness ? likeness(levels[p], levels[q]) : 0;
      }
      visit(i, j, alike);
    }
}

function covarianceOf(observations: Observations, variances: AnovaVariances): Float64Array {
  const { n, factors } = observations;
  const covariance = new Float64Array(n * n);
  forEachPair(observations, variances, (i, j, alike) => {
    covariance[i * n + j] = anovaCovariance(variances, alike);
  });
  const own = anovaCovariance(variances, new Float64Array(factors).fill(1)) + variances.nugget;
  for (let i = 0; i < n; i++) covariance[i * n + i] = own;
  return covariance;
}

/**
 * Conditions the process y_i = trend + f(x_i) + b_i + e_i, b ~ N(0, nugget), e ~ N(0, noise / rollouts_i), on the
 * observations. f has the ANOVA kernel (Duvenaud et al. 2011); the trend has a flat prior, so its uncertainty is part
 * of every spread. O(n³).
 */
export function conditionAnova(observations: Observations, variances: AnovaVariances): AnovaPosterior {
  const { n, y, rollouts } = observations;
  const noise = rollouts.map((count) => variances.noise / count);
  const process = conditionProcess(covarianceOf(observations, variances), noise, y);
  const { factor } = process;
  const projected = inverseFromCholesky(factor);

  const trendWeights = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) trendWeights[i] += projected[i * n + j];
  const precision = trendWeights.reduce((sum, weight) => sum + weight, 0);
  let trend = 0;
  for (let i = 0; i < n; i++) {
    trend += (trendWeights[i] * y[i]) / precision;
    for (let j = 0; j < n; j++) projected[i * n + j] -= (trendWeights[i] * trendWeights[j]) / precision;
  }
  const alpha = process.alpha.map((value, i) => value - trend * trendWeights[i]);
  // What the trend takes off the fit, and what not knowing it costs (Rasmussen & Williams 2006, eq. 2.45).
  const logLikelihood =
    process.logMarginalLikelihood + 0.5 * (trend * trend * precision - Math.log(precision) + Math.log(2 * Math.PI));
  return {
    process,
    trend,
    precision,
    projected,
    alpha,
    trendWeights: trendWeights.map((weight) => weight / precision),
    jitter: factor.jitter,
    logLikelihood,
  };
}

/** How well each observation is predicted from the others. */
export interface LeaveOneOut {
  /** 1 − Σ(y − ŷ₋ᵢ)² / Σ(y − ȳ₋ᵢ)², against the mean of the others; 0 or less means no better than that mean. */
  readonly r2: number;
  /** Share of observations inside their own 90 % interval. */
  readonly coverage: number;
}

/** 95 % quantile of the standard normal. */
const NORMAL_95 = 1.6448536269514722;

/** Leave-one-out check from the conditioned process alone (Dubrule 1983). Null below three observations. O(n). */
export function leaveOneOut({ n, y }: Observations, { alpha, projected }: AnovaPosterior): LeaveOneOut | null {
  if (n < 3) return null;
  const centre = y.reduce((sum, value) => sum + value, 0) / n;
  let missed = 0;
  let spread = 0;
  let inside = 0;
  for (let i = 0; i < n; i++) {
    const variance = 1 / projected[i * n + i];
    const error = alpha[i] * variance;
    missed += error * error;
    spread += ((y[i] - centre) * n) ** 2 / (n - 1) ** 2;
    if (Math.abs(error) <= NORMAL_95 * Math.sqrt(variance)) inside++;
  }
  return { r2: spread > 0 ? 1 - missed / spread : 0, coverage: inside / n };
}
