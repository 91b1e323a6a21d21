import { cholesky, inverseFromCholesky } from '../numeric/cholesky';
import { dot, dotTile } from '../numeric/dot';
import type { Pool } from '../schedule/pool';
import { effectVectors } from './effect-vectors';

/** Variance of what one demonstration shows of its configuration, where a configuration nobody demonstrated has variance 1. */
const NOISE = 1;
/** Levels and pairs of levels that are told apart. The work is cubic in them. */
const MOST_EFFECTS = 640;

/** What is not yet known of how to act in each configuration, and how demonstrations are expected to change it. */
export interface Learning {
  /** By how much `count` more demonstrations of `j` lower the weighted sum of variances. O(1). */
  gain(j: number, count: number): number;
  /** Takes `count` demonstrations of `j` as recorded and learned from. O(N·F² + effects²). */
  teach(j: number, count: number): void;
}

/**
 * How to act in a configuration is a sum of effects of its levels, of its pairs of levels and of itself; a demonstration
 * shows that sum with noise. So it teaches every configuration that shares levels with it, and less of what was
 * demonstrated before. Gains are reductions of Σ w_i·(posterior variance of i) (integrated variance, V-optimal design;
 * Cohn 1996), exact in that Gaussian model: the effects are solved together, what is a configuration's own apart.
 * `weights` has one entry a configuration, `demonstrated` one count; null says that there are none.
 */
export function createLearning(pool: Pool, demonstrated: Float64Array | null, weights: ArrayLike<number>): Learning {
  const effects = effectVectors(pool, MOST_EFFECTS);
  const { count: width, own, along } = effects;
  const size = pool.room.length;
  const counts = Float64Array.from({ length: size }, (_, i) => demonstrated?.[i] ?? 0);

  /** Precision at which `n` demonstrations of one configuration show its effects. */
  const precision = (n: number) => (n > 0 ? 1 / (own + NOISE / n) : 0);
  /** Share of a configuration's own part that `n` demonstrations leave open. */
  const open = (n: number) => 1 - own * precision(n);
  /** What effects count through configuration `i` when it has `n` demonstrations. */
  const wantedOf = (i: number, n: number) => weights[i] * open(n) ** 2;

  const information = new Float64Array(width * width);
  const wanted = new Float64Array(width * width);
  for (let a = 0; a < width; a++) information[a * width + a] = 1;
  for (let i = 0; i < size; i++) {
    if (counts[i] > 0) effects.addOuter(information, i, precision(counts[i]));
    if (weights[i] !== 0) effects.addOuter(wanted, i, wantedOf(i, counts[i]));
  }
  /** Covariance of the effects. */
  const covariance = inverseFromCholesky(cholesky(information, width));
  /** Variance of the effects of each configuration together. */
  const shared = effects.quadratic(covariance);
  /** Σ_i w_i·open_i²·(covariance of the effects of i and j)² for every j. */
  const reached = effects.quadratic(product(product(covariance, wanted, width), covariance, width));
  const varianceOf = (sum: number, n: number) => open(n) ** 2 * sum + own * open(n);
  /** What `count` demonstrations of `j` multiply the covariances with its effects by, to lower others. */
  const stepOf = (j: number, count: number) => {
    const added = precision(counts[j] + count) - precision(counts[j]);
    return added / (1 + added * shared[j]);
  };

  return {
    gain(j, count) {
      const n = counts[j];
      const step = stepOf(j, count);
      const others = step * (reached[j] - wantedOf(j, n) * shared[j] ** 2);
      const after = varianceOf(shared[j] - step * shared[j] ** 2, n + count);
      return others + weights[j] * (varianceOf(shared[j], n) - after);
    },
    teach(j, count) {
      const n = counts[j];
      const step = stepOf(j, count);
      const toward = times(covariance, effects.vector(j));
      const through = times(wanted, toward);
      const back = times(covariance, through);
      const norm = dot(through, 0, toward, 0, width);
      const changed = wantedOf(j, n + count) - wantedOf(j, n);
      const left = 1 - step * shared[j];
      for (let i = 0; i < size; i++) {
        const a = along(toward, i);
        reached[i] += step * a * (step * norm * a - 2 * along(back, i)) + changed * (left * a) ** 2;
        shared[i] -= step * a * a;
      }
      for (let a = 0, at = 0; a < width; a++)
        for (let b = 0; b < width; b++) covariance[at++] -= step * toward[a] * toward[b];
      effects.addOuter(wanted, j, changed);
      counts[j] = n + count;
    },
  };
}

/** matrix · vector. */
function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return Float64Array.from({ length: n }, (_, a) => dot(matrix, a * n, vector, 0, n));
}

/** a·b of `n` rows each, row-major, where b is symmetric. O(n³). */
function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  const sums = new Float64Array(4);
  for (let i = 0; i < n; i += 2) {
    const below = Math.min(i + 1, n - 1);
    for (let j = 0; j < n; j += 2) {
      const right = Math.min(j + 1, n - 1);
      dotTile(a, i * n, below * n, b, j * n, right * n, n, sums);
      out[i * n + j] = sums[0];
      out[i * n + right] = sums[1];
      out[below * n + j] = sums[2];
      out[below * n + right] = sums[3];
    }
  }
  return out;
}
