import { cholesky, inverseFromCholesky } from '@/server/core/numeric/cholesky';
import type { AnovaVariances, Observations } from '@/server/core/uncertainty/anova-process';

/** Rows of the matrix whose quadratic forms are computed together, so that each entry of P is read once for all of them. */
const BLOCK = 4;

/**
 * Mean and variance of every row by the textbook: k* against all n observations, k*ᵀα and k** − k*ᵀPk* with a trend
 * under a flat prior. Dense, Float64Array throughout, buffers made once, four rows at a time. O(n³ + N·n²).
 */
export function denseField(
  { factors, levels }: { factors: number; levels: Uint16Array },
  { n, levels: measured, y, rollouts }: Observations,
  { main, pair, nugget, noise }: AnovaVariances,
): { mean: Float64Array; variance: Float64Array } {
  const byMask = Float64Array.from({ length: 1 << factors }, (_, mask) => {
    let shared = 0;
    let sum = 0;
    for (let f = 0; f < factors; f++) {
      if (!(mask & (1 << f))) continue;
      sum += main[f];
      shared++;
    }
    return sum + (pair * shared * (shared - 1)) / 2;
  });
  const maskOf = (table: ArrayLike<number>, from: number, j: number) => {
    let mask = 0;
    for (let f = 0; f < factors; f++) if (table[from + f] === measured[j * factors + f]) mask |= 1 << f;
    return mask;
  };

  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) covariance[i * n + j] = byMask[maskOf(measured, i * factors, j)];
    covariance[i * n + i] += nugget + noise / rollouts[i];
  }
  const p = inverseFromCholesky(cholesky(covariance, n));
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) w[i] += p[i * n + j];
  const precision = w.reduce((sum, value) => sum + value, 0);
  const trend = w.reduce((sum, value, i) => sum + value * y[i], 0) / precision;
  const alpha = new Float64Array(n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      p[i * n + j] -= (w[i] * w[j]) / precision;
      alpha[i] += p[i * n + j] * (y[j] - trend);
    }

  const rows = levels.length / factors;
  const [mean, variance] = [new Float64Array(rows), new Float64Array(rows)];
  const k = Array.from({ length: BLOCK }, () => new Float64Array(n));
  const prior = byMask[byMask.length - 1];
  for (let row = 0; row < rows; row += BLOCK) {
    const width = Math.min(BLOCK, rows - row);
    for (let b = 0; b < width; b++) {
      let sum = 0;
      let along = 0;
      for (let j = 0; j < n; j++) {
        const value = byMask[maskOf(levels, (row + b) * factors, j)];
        k[b][j] = value;
        sum += value * alpha[j];
        along += value * w[j];
      }
      mean[row + b] = trend + sum;
      variance[row + b] = prior + (1 - 2 * along) / precision;
    }
    subtractQuadratics(p, n, k, variance, row, width);
  }
  for (let row = 0; row < rows; row++) variance[row] = Math.max(0, variance[row]);
  return { mean, variance };
}

/** Takes k*ᵀPk* of four rows off their variances, reading the lower triangle of P alone. */
function subtractQuadratics(
  p: Float64Array,
  n: number,
  [a, b, c, d]: readonly Float64Array[],
  variance: Float64Array,
  row: number,
  width: number,
): void {
  const totals = new Float64Array(BLOCK);
  for (let i = 0, at = 0; i < n; i++, at = i * n) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < i; j++) {
      const value = p[at + j];
      s0 += value * a[j];
      s1 += value * b[j];
      s2 += value * c[j];
      s3 += value * d[j];
    }
    const own = p[at + i];
    totals[0] += a[i] * (2 * s0 + own * a[i]);
    totals[1] += b[i] * (2 * s1 + own * b[i]);
    totals[2] += c[i] * (2 * s2 + own * c[i]);
    totals[3] += d[i] * (2 * s3 + own * d[i]);
  }
  for (let r = 0; r < width; r++) variance[row + r] -= totals[r];
}
