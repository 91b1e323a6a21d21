import { dot } from '../numeric/dot';
import { dSquared } from './d-squared';
import type { Features } from './distance';
import { acquisitionScores, nonNegative } from './score';
import type { Pick, Strategy } from './strategy';

/**
 * Last-layer gradient embeddings g = a ⊗ h kept as their two factors (Ash et al. 2020; factorised form Zhang et al.
 * 2023): ‖g_i − g_j‖² = |a_i|²|h_i|² + |a_j|²|h_j|² − 2(a_i·a_j)(h_i·h_j), so no classes × features vector is made.
 */
export interface GradientEmbedding {
  /** ‖g_i‖². */
  squaredNorms: Float64Array;
  squaredDistance(i: number, j: number): number;
}

/** Embeddings of `size` items by their inner products. */
function embeddingOf(size: number, product: (i: number, j: number) => number): GradientEmbedding {
  const squaredNorms = Float64Array.from({ length: size }, (_, i) => product(i, i));
  return {
    squaredNorms,
    squaredDistance: (i, j) => (i === j ? 0 : Math.max(0, squaredNorms[i] + squaredNorms[j] - 2 * product(i, j))),
  };
}

/**
 * Embeddings of softmax outputs: a = p − onehot(argmax p), with g_i in full, classes × features, as `vector`. `p` is items ×
 * classes, `h` items × features.
 */
export function gradientEmbedding(p: Features, h: Features): GradientEmbedding & { vector(i: number): Float64Array } {
  const residual = p.values.slice();
  for (let i = 0; i < p.rows; i++) {
    const row = residual.subarray(i * p.columns, (i + 1) * p.columns);
    let top = 0;
    for (let c = 1; c < row.length; c++) if (row[c] > row[top]) top = c;
    row[top] -= 1;
  }
  const along = (x: Float64Array, columns: number, i: number, j: number) =>
    dot(x, i * columns, x, j * columns, columns);
  return {
    ...embeddingOf(p.rows, (i, j) => along(residual, p.columns, i, j) * along(h.values, h.columns, i, j)),
    vector: (i) =>
      Float64Array.from({ length: p.columns * h.columns }, (_, at) => {
        const c = Math.floor(at / h.columns);
        return residual[i * p.columns + c] * h.values[i * h.columns + (at % h.columns)];
      }),
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
  const open = new Set<number>();
  for (let i = 0; i < u.length; i++) if (oracle.fits(i) > 0) open.add(i);
  const { squaredNorms, squaredDistance } = embeddingOf(u.length, (i, j) =>
    i === j ? u[i] * u[i] : u[i] * u[j] * similarity(i, j),
  );
  for (let i = 0; i < u.length; i++) if (!open.has(i)) squaredNorms[i] = 0;
  const drawn = dSquared(squaredNorms, (i, j) => (open.has(i) ? squaredDistance(i, j) : 0));
  const close = (i: number) => {
    open.delete(i);
    drawn.close(i);
  };
  const picks: Pick[] = [];
  for (let left = problem.demonstrations; left > 0 && open.size > 0; ) {
    const found = picks.length === 0 ? largest(squaredNorms, open) : drawn.draw(random);
    const { index, weight } = found ?? { index: [...open][random.int(open.size)], weight: 0 };
    const taken = oracle.take(index, left);
    if (taken === 0) {
      // What filled up has taken others along; they are not to be drawn one by one.
      for (const i of open) if (i === index || oracle.fits(i, left) === 0) close(i);
      continue;
    }
    picks.push({ index, demonstrations: taken, gain: weight, boundBy: null, insteadOf: null });
    left -= taken;
    drawn.add(index);
  }
  return picks;
};

/** The open item of the largest norm, the first of several; null when all are 0. */
function largest(squaredNorms: Float64Array, open: ReadonlySet<number>) {
  let index = -1;
  let weight = 0;
  for (const i of open) if (squaredNorms[i] > weight) [index, weight] = [i, squaredNorms[i]];
  return index < 0 ? null : { index, weight };
}
