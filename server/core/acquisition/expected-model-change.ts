import type { Features } from './distance';
import { lazyGreedy } from './lazy-greedy';
import { acquisitionScores, nonNegative } from './score';
import type { Strategy } from './strategy';
import { separable } from './top-k';

/** mean over members of |f_m(x) − f(x)|, times ‖φ(x)‖ (Cai, Zhang & Zhou 2013). `members` is members × items, row-major. */
export function regressionModelChange(members: Float64Array, model: Float64Array, features: Features): Float64Array {
  const count = members.length / model.length;
  return model.map((own, i) => {
    let sum = 0;
    for (let m = 0; m < count; m++) sum += Math.abs(members[m * model.length + i] - own);
    return (sum / count) * norm(features, i);
  });
}

/** Expected gradient length of a softmax last layer: Σ_c p_c ‖p − e_c‖ · ‖h‖ (Settles & Craven 2008). `p` is items × classes. */
export function expectedGradientLength(p: Features, h: Features): Float64Array {
  return Float64Array.from({ length: p.rows }, (_, i) => {
    const row = p.values.subarray(i * p.columns, (i + 1) * p.columns);
    const squares = row.reduce((sum, x) => sum + x * x, 0);
    const length = row.reduce((sum, x) => sum + x * Math.sqrt(Math.max(0, squares - 2 * x + 1)), 0);
    return length * norm(h, i);
  });
}

function norm(features: Features, i: number): number {
  let sum = 0;
  for (let d = i * features.columns; d < (i + 1) * features.columns; d++) sum += features.values[d] ** 2;
  return Math.sqrt(sum);
}

/**
 * Where retraining would move the ensemble most: the members' deviation from their mean, which is what disagreement is,
 * times the spread of the score, which is long where little evidence pins it down and stands for the length of the features.
 */
export const expectedModelChange: Strategy = (problem) => {
  const { pool, scores } = problem;
  const deviation = nonNegative(acquisitionScores({ ...problem, beta: 0 }), pool.room);
  const values = scores?.sd ?? new Float64Array(deviation.length).fill(1);
  const still = new Float64Array(deviation.length);
  const worth = regressionModelChange(deviation, still, { rows: deviation.length, columns: 1, values });
  return lazyGreedy(problem, separable(worth, problem));
};
