import { createEffectLogDet } from './effect-log-det';
import { effectTables } from './effect-tables';
import type { Similarity } from './kernel';
import { lazyGreedy } from './lazy-greedy';
import { createLogDet, type LogDet, type LogDetInput } from './log-det';
import { acquisitionScores, standardised } from './score';
import type { Pick, SelectionProblem, Strategy } from './strategy';

/** Weight of the score against diversity: θ/(2(1−θ)) for θ = ½ (Chen, Zhang & Zhou 2018). */
const EMPHASIS = 0.5;
/** Numbers in the tables of all blocks together; above it rows are kept for the configurations that are looked at. */
const TABLE_NUMBERS = 4e7;
/** Quality is exp(EMPHASIS·u); a score this many deviations out says no more than one at the bound. */
const FARTHEST = 6;

/** q = exp(a·standardised score) of every configuration. */
export function qualityOf(problem: SelectionProblem): Float64Array {
  const scores = standardised(acquisitionScores(problem), problem.pool.room);
  return scores.map((u) => Math.exp(EMPHASIS * Math.min(FARTHEST, Math.max(-FARTHEST, u))));
}

/**
 * Greedy on log det(I + L/σ²), σ² = 1 for a whole block, with L_ij = q_i q_j s_ij and q = exp(a·standardised score):
 * monotone and submodular, so
 * within 1 − 1/e of the best batch without caps and 1/(p+1) under p caps. A configuration picked again is a further row,
 * whose gain is what the earlier ones left; a shortened block weighs by its share of a whole one.
 */
export const dpp: Strategy = (problem) => {
  const { oracle, similarity } = problem;
  const quality = qualityOf(problem);
  const rows = informationRows(quality, similarity, problem.demonstrations);
  const part = (demonstrations: number) => Math.min(1, demonstrations / oracle.blockSize);
  return lazyGreedy(problem, {
    bounds: quality.map((q) => Math.log1p(q * q)),
    gain: (i, demonstrations) => Math.log1p(part(demonstrations) * Math.max(0, rows.residual(i) - 1)),
    add: (i, demonstrations) => rows.add(i, Math.sqrt(part(demonstrations))),
  });
};

/** Rows of I + L by tables of effects where the similarity has them and the tables stay small, else one by one. */
function informationRows(quality: Float64Array, similarity: Similarity, steps: number): LogDet {
  const { effects } = similarity;
  const tables = effects && effectTables(effects, TABLE_NUMBERS / Math.max(1, steps));
  if (effects && tables) return createEffectLogDet({ quality, tables, nugget: effects.shares.nugget, steps });
  return createLogDet({
    size: quality.length,
    diagonal: (i) => quality[i] * quality[i],
    entry: (i, j) => quality[i] * quality[j] * similarity(i, j),
    ridge: 1,
    steps,
  });
}

/**
 * Greedy on log det L itself, without noise: each configuration at most once while new ones add volume, then as `dpp`.
 * Kept for comparison with libraries; it has no guarantee.
 */
export const dppMap: Strategy = (problem, random) => {
  const { oracle, similarity } = problem;
  const quality = qualityOf(problem);
  const picks: Pick[] = [];
  let left = problem.demonstrations;
  greedyDeterminant(
    {
      size: quality.length,
      diagonal: (i) => quality[i] * quality[i],
      entry: (i, j) => quality[i] * quality[j] * similarity(i, j),
      ridge: 0,
      steps: problem.demonstrations,
    },
    1e-10,
    (i) => left > 0 && oracle.fits(i, left) > 0,
    (i, residual) => {
      const taken = oracle.take(i, left);
      left -= taken;
      if (taken > 0)
        picks.push({ index: i, demonstrations: taken, gain: Math.log(residual), boundBy: null, insteadOf: null });
      return taken > 0;
    },
  );
  return left > 0 ? [...picks, ...dpp({ ...problem, demonstrations: left }, random)] : picks;
};

export interface GreedyDeterminant {
  order: number[];
  /** Residual of each item when it was picked; the log determinant is the sum of their logarithms. */
  residuals: number[];
}

/**
 * Greedy maximum of log det(ridge·I + L) over at most `steps` distinct items. Stops when the best residual is below
 * `epsilon` times the largest diagonal entry, so the scale of the kernel does not matter. Ties to the lowest index. `accept` may
 * still turn an item away, for good. With a `window` w an item is weighed against the last w − 1 picks alone, for long
 * sequences in which only what is near needs to differ (Chen, Zhang & Zhou 2018, §4); O(steps·size·w²) instead of O(steps²·size).
 */
export function greedyDeterminant(
  input: LogDetInput & { window?: number },
  epsilon = 1e-10,
  fits: (i: number) => boolean = () => true,
  accept: (i: number, residual: number) => boolean = () => true,
): GreedyDeterminant {
  const recent = (input.window ?? Number.POSITIVE_INFINITY) - 1;
  let rows = createLogDet(input);
  const picked = new Uint8Array(input.size);
  const found: GreedyDeterminant = { order: [], residuals: [] };
  let largest = 0;
  for (let i = 0; i < input.size; i++) largest = Math.max(largest, input.ridge + input.diagonal(i));
  while (found.order.length < input.steps) {
    let best = -1;
    for (let i = 0; i < input.size; i++) {
      if (picked[i] || !fits(i)) continue;
      if (best < 0 || rows.residual(i) > rows.residual(best)) best = i;
    }
    if (best < 0 || !(rows.residual(best) > epsilon * largest)) break;
    picked[best] = 1;
    if (!accept(best, rows.residual(best))) continue;
    found.residuals.push(rows.residual(best));
    found.order.push(best);
    if (found.order.length > recent) {
      rows = createLogDet({ ...input, steps: recent });
      for (const item of found.order.slice(found.order.length - recent)) rows.add(item);
    } else rows.add(best);
  }
  return found;
}
