import type { Pool } from '../schedule/pool';
import { sharedLevels } from './shared-levels';

/**
 * How much e-fold more demonstrations of what two configurations share lower the log odds of failure: of their task,
 * another level, a pair with the task, another pair. The first factor is the task.
 */
const RESPONSE = { task: 0.6, level: 0.05, taskPair: 0.6, pair: 0.2 };

const response = (factors: number) => {
  const withTask = (factors & 1) !== 0;
  const alone = (factors & (factors - 1)) === 0;
  if (alone) return withTask ? RESPONSE.task : RESPONSE.level;
  return withTask ? RESPONSE.taskPair : RESPONSE.pair;
};

/** What is believed about failures, and how demonstrations are expected to change it. */
export interface Learning {
  /** Expected failures turned into successes by `count` more demonstrations of `j`, summed over the sampled rows. O(rows). */
  gain(j: number, count: number): number;
  /** The same to first order, for every configuration. O(N·F²). */
  firstOrder(count: number): Float64Array;
  /** Takes `count` demonstrations of `j` as recorded and learned from. O(N·F²). */
  teach(j: number, count: number): void;
}

/**
 * A demonstration of j lowers the log odds of failure of i by Σ β·ln((n + 2)/(n + 1)) over the levels and pairs that i
 * and j share, n of which were demonstrated before. `logits` and `demonstrated` have one entry per configuration;
 * gains are summed over `rows`, each counting `weight`.
 */
export function createLearning(
  pool: Pool,
  logits: Float64Array,
  demonstrated: Float64Array | null,
  rows: Int32Array,
  weight: (i: number) => number,
): Learning {
  const shared = sharedLevels(pool);
  const { kinds, of } = shared;
  const each = kinds.length;
  const width = pool.factors.length;
  const size = logits.length;
  const beta = kinds.map(({ factors }) => response(factors));
  /** Odds of success; a demonstration multiplies them. */
  const odds = logits.map((l) => Math.exp(-l));
  const recorded = new Float64Array(shared.count);
  const record = (j: number, count: number) => {
    for (let k = 0; k < each; k++) recorded[of[j * each + k]] += count;
  };
  demonstrated?.forEach((count, j) => {
    if (count > 0) record(j, count);
  });

  const moves = new Float64Array(each);
  const moveBy = (j: number, count: number) => {
    for (let k = 0; k < each; k++) {
      const n = recorded[of[j * each + k]];
      moves[k] = beta[k] * Math.log((n + 1 + count) / (n + 1));
    }
  };
  const factor = new Float64Array(1 << width);
  const factorsBy = (j: number, count: number) => {
    moveBy(j, count);
    for (let mask = 0; mask < factor.length; mask++) {
      let sum = 0;
      for (let k = 0; k < each; k++) if ((kinds[k].factors & ~mask) === 0) sum += moves[k];
      factor[mask] = Math.exp(sum);
    }
  };
  const maskOf = (i: number, j: number) => {
    let mask = 0;
    for (let f = 0, a = i * width, b = j * width; f < width; f++)
      if (pool.levels[a + f] === pool.levels[b + f]) mask |= 1 << f;
    return mask;
  };

  return {
    gain(j, count) {
      factorsBy(j, count);
      let total = 0;
      for (let r = 0; r < rows.length; r++) {
        const i = rows[r];
        const mask = maskOf(i, j);
        if (mask > 0) total += weight(i) * (1 / (1 + odds[i]) - 1 / (1 + odds[i] * factor[mask]));
      }
      return total;
    },
    firstOrder(count) {
      const slopes = new Float64Array(shared.count);
      for (let r = 0; r < rows.length; r++) {
        const i = rows[r];
        const p = 1 / (1 + odds[i]);
        for (let k = 0; k < each; k++) slopes[of[i * each + k]] += weight(i) * p * (1 - p);
      }
      return Float64Array.from({ length: size }, (_, j) => {
        moveBy(j, count);
        let sum = 0;
        for (let k = 0; k < each; k++) sum += moves[k] * slopes[of[j * each + k]];
        return sum;
      });
    },
    teach(j, count) {
      factorsBy(j, count);
      for (let i = 0; i < size; i++) odds[i] *= factor[maskOf(i, j)];
      record(j, count);
    },
  };
}
