import type { Random } from '../numeric/random';
import type { Features } from './distance';
import { acquisitionScores, nonNegative } from './score';
import type { Pick, Strategy } from './strategy';

/**
 * Last-layer gradient embeddings g = a ⊗ h kept as their two factors (Ash et al. 2020; factorised form Zhang et al.
 * 2023): ‖g_i − g_j‖² = |a_i|²|h_i|² + |a_j|²|h_j|² − 2(a_i·a_j)(h_i·h_j), so no classes × features vector is made.
 */
export interface GradientEmbedding {
  size: number;
  /** ‖g_i‖². */
  squaredNorms: Float64Array;
  squaredDistance(i: number, j: number): number;
  /** g_i in full, classes × features. */
  vector(i: number): Float64Array;
}

/** Embeddings of softmax outputs: a = p − onehot(argmax p). `p` is items × classes, `h` items × features. */
export function gradientEmbedding(p: Features, h: Features): GradientEmbedding {
  const residual = p.values.slice();
  for (let i = 0; i < p.rows; i++) {
    const row = residual.subarray(i * p.columns, (i + 1) * p.columns);
    let top = 0;
    for (let c = 1; c < row.length; c++) if (row[c] > row[top]) top = c;
    row[top] -= 1;
  }
  const dot = (x: Float64Array, columns: number, i: number, j: number) => {
    let sum = 0;
    for (let d = 0; d < columns; d++) sum += x[i * columns + d] * x[j * columns + d];
    return sum;
  };
  const product = (i: number, j: number) => dot(residual, p.columns, i, j) * dot(h.values, h.columns, i, j);
  const squaredNorms = Float64Array.from({ length: p.rows }, (_, i) => product(i, i));
  return {
    size: p.rows,
    squaredNorms,
    squaredDistance: (i, j) => (i === j ? 0 : Math.max(0, squaredNorms[i] + squaredNorms[j] - 2 * product(i, j))),
    vector: (i) =>
      Float64Array.from({ length: p.columns * h.columns }, (_, at) => {
        const c = Math.floor(at / h.columns);
        return residual[i * p.columns + c] * h.values[i * h.columns + (at % h.columns)];
      }),
  };
}

/** Index drawn in proportion to `weights` (not negative); −1 when they are all 0. */
export function drawProportional(weights: Float64Array, random: Random): number {
  let total = 0;
  for (const weight of weights) total += weight;
  if (!(total > 0)) return -1;
  let left = random.uniform() * total;
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] <= 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) return i;
  }
  return last;
}

/** What the next item is drawn in proportion to; the first is the one of the largest weight. */
export interface DSquared {
  /** Squared norms while nothing is chosen, then the squared distance of every item to the nearest chosen one. */
  readonly weights: Float64Array;
  add(chosen: number): void;
}

/** D² over items with the given squared norms, O(N) distances a choice. */
export function dSquared(squaredNorms: Float64Array, squaredDistance: (i: number, j: number) => number): DSquared {
  const weights = squaredNorms.slice();
  let empty = true;
  return {
    weights,
    add(chosen) {
      for (let i = 0; i < weights.length; i++) {
        const away = squaredDistance(i, chosen);
        weights[i] = empty ? away : Math.min(weights[i], away);
      }
      empty = false;
    },
  };
}

/**
 * BADGE on configurations: the gradient embedding of one is its score times its position in the similarity's feature
 * space, so ‖g_i − g_j‖² = u_i² + u_j² − 2 u_i u_j s_ij. The first block has the largest norm, the next are drawn in
 * proportion to the squared distance to what is chosen; a repeated pick stays possible when nothing else is left.
 */
export const badge: Strategy = (problem, random) => {
  const { pool, oracle, similarity } = problem;
  const u = nonNegative(acquisitionScores(problem), pool.room);
  const open = new Uint8Array(u.length).map((_, i) => (oracle.fits(i) > 0 ? 1 : 0));
  const { weights, add } = dSquared(
    u.map((value, i) => (open[i] ? value * value : 0)),
    (i, j) => {
      if (i === j || !open[i]) return 0;
      return Math.max(0, u[i] * u[i] + u[j] * u[j] - 2 * u[i] * u[j] * similarity(i, j));
    },
  );
  const picks: Pick[] = [];
  for (let left = problem.demonstrations; left > 0; ) {
    let next =
      picks.length === 0
        ? weights.indexOf(weights.reduce((a, b) => Math.max(a, b), 0))
        : drawProportional(weights, random);
    if (next < 0 || !open[next]) next = drawProportional(Float64Array.from(open), random);
    if (next < 0) break;
    const taken = oracle.take(next, left);
    if (taken === 0) {
      open[next] = 0;
      weights[next] = 0;
      continue;
    }
    picks.push({ index: next, demonstrations: taken, gain: weights[next], boundBy: null, insteadOf: null });
    left -= taken;
    add(next);
  }
  return picks;
};
