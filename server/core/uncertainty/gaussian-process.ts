import { type Cholesky, cholesky, logDeterminant, solveCholesky, solveLower } from '../numeric/cholesky';
import { assertFinite } from '../numeric/finite';
import { mean as average, variance } from '../numeric/variance';

/** A Gaussian process conditioned on n noisy observations. */
export interface GaussianProcess {
  readonly n: number;
  /** Factor of K + diag(noise). */
  readonly factor: Cholesky;
  /** (K + noise)⁻¹ (y − offset) / unit. */
  readonly alpha: Float64Array;
  /** What the targets were shifted and divided by before conditioning. */
  readonly offset: number;
  readonly unit: number;
  readonly logMarginalLikelihood: number;
}

/**
 * Conditions a zero-mean process on targets `y` with covariance `kernel` (row-major n × n) and one noise variance per
 * observation. With `normalise` the targets are first brought to mean 0 and population std 1, and kernel and noise
 * are meant in those units. Rasmussen & Williams 2006, algorithm 2.1. O(n³/3). Throws DomainError invalid for a target or
 * a noise that is not finite.
 */
export function conditionProcess(
  kernel: Float64Array,
  noise: ArrayLike<number>,
  y: ArrayLike<number>,
  normalise = false,
): GaussianProcess {
  const n = y.length;
  assertFinite(y, 'What was observed');
  assertFinite(noise, 'Its noise');
  const covariance = Float64Array.from(kernel);
  for (let i = 0; i < n; i++) covariance[i * n + i] += noise[i];
  const offset = normalise ? (average(y) ?? 0) : 0;
  const unit = normalise ? Math.sqrt(variance(y, 0) ?? 1) || 1 : 1;
  const targets = Float64Array.from(y, (value) => (value - offset) / unit);
  const factor = cholesky(covariance, n);
  const alpha = solveCholesky(factor, targets);
  const fit = targets.reduce((sum, target, i) => sum + target * alpha[i], 0);
  const logMarginalLikelihood = -0.5 * (fit + logDeterminant(factor) + n * Math.log(2 * Math.PI));
  return { n, factor, alpha, offset, unit, logMarginalLikelihood };
}

/**
 * Posterior mean and standard deviation of the noise-free function at a point with covariances `kStar` (length n) to
 * the observations and prior variance `prior`; a variance below 0 by rounding counts as 0. O(n²).
 */
export function predictProcess(
  process: GaussianProcess,
  kStar: Float64Array,
  prior: number,
): { mean: number; std: number } {
  const explained = solveLower(process.factor, kStar);
  let mean = 0;
  let left = prior;
  for (let i = 0; i < process.n; i++) {
    mean += kStar[i] * process.alpha[i];
    left -= explained[i] * explained[i];
  }
  return { mean: process.offset + process.unit * mean, std: process.unit * Math.sqrt(Math.max(0, left)) };
}
