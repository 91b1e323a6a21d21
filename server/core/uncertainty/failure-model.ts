import type { LevelTable } from './effect-tables';

/** How probe rollouts ended, by configuration. Both arrays have one entry per row of the matrix. */
export interface Outcomes {
  /** Rollouts with a known outcome, N; fractions where older ones count less. */
  judged: Float64Array;
  /** Failures among them, N. */
  failed: Float64Array;
}

/** Weight of a rollout of the newest checkpoint's predecessor; of the one before that its square, and so on. */
const FADING = 0.6;

/** What a rollout still says `age` checkpoints later, 0 to 1. Where nobody said which checkpoint drove, it counts as the one before. */
function outcomeWeight(age: number | null): number {
  return FADING ** (age ?? 1);
}

/** How the rollouts of one configuration ended that one checkpoint drove. */
export interface Ended {
  /** Index of the configuration. */
  row: number;
  /** How many newer checkpoints have driven rollouts; null where nobody said which checkpoint drove. */
  age: number | null;
  judged: number;
  failed: number;
}

/** Outcomes of `size` configurations together; null where nothing ended. */
export function outcomesOf(ended: readonly Ended[], size: number): Outcomes | null {
  if (ended.length === 0) return null;
  const outcomes = { judged: new Float64Array(size), failed: new Float64Array(size) };
  for (const { row, age, judged, failed } of ended) {
    outcomes.judged[row] += outcomeWeight(age) * judged;
    outcomes.failed[row] += outcomeWeight(age) * failed;
  }
  return outcomes;
}

/** Ridge penalties: on the common level, on what one level does, on what a pair of levels does. */
const PENALTY = { intercept: 0.01, main: 1, pair: 3 };
const NEWTON_STEPS = 12;
/** Longest change of a coefficient in one Newton step. */
const FARTHEST = 3;
const CONVERGED = 1e-8;
const CG_STEPS = 200;
const CG_TOLERANCE = 1e-8;

/** Coefficients of the model for every row: the intercept, one a factor, one a pair of factors. */
interface Features {
  /** N × `each`, indices into the coefficients, row-major. */
  of: Int32Array;
  each: number;
  penalties: Float64Array;
}

function featuresOf({ factors, levels }: LevelTable): Features {
  const rows = levels.length / factors;
  const sizes = Array.from({ length: factors }, (_, f) => {
    let most = 0;
    for (let i = f; i < levels.length; i += factors) most = Math.max(most, levels[i] + 1);
    return most;
  });
  const each = 1 + factors + (factors * (factors - 1)) / 2;
  const of = new Int32Array(rows * each);
  const penalties = [PENALTY.intercept];
  let column = 1;
  const add = (count: number, penalty: number, index: (at: number) => number) => {
    const from = penalties.length;
    for (let k = 0; k < count; k++) penalties.push(penalty);
    for (let i = 0; i < rows; i++) of[i * each + column] = from + index(i * factors);
    column++;
  };
  for (let f = 0; f < factors; f++) add(sizes[f], PENALTY.main, (at) => levels[at + f]);
  for (let f = 0; f < factors; f++)
    for (let g = f + 1; g < factors; g++)
      add(sizes[f] * sizes[g], PENALTY.pair, (at) => levels[at + f] * sizes[g] + levels[at + g]);
  return { of, each, penalties: Float64Array.from(penalties) };
}

/** Conjugate gradients for (Xᵀ diag(weight) X + diag(penalty)) x = b. */
function solve({ of, each, penalties }: Features, rows: Int32Array, weight: Float64Array, b: Float64Array) {
  const x = new Float64Array(b.length);
  const residual = b.slice();
  const direction = b.slice();
  const image = new Float64Array(b.length);
  const dot = (a: Float64Array, c: Float64Array) => {
    let sum = 0;
    for (let k = 0; k < a.length; k++) sum += a[k] * c[k];
    return sum;
  };
  let norm = dot(residual, residual);
  const enough = norm * CG_TOLERANCE ** 2;
  for (let step = 0; step < CG_STEPS && norm > enough; step++) {
    for (let k = 0; k < image.length; k++) image[k] = penalties[k] * direction[k];
    for (let r = 0; r < rows.length; r++) {
      const at = rows[r] * each;
      let sum = 0;
      for (let e = 0; e < each; e++) sum += direction[of[at + e]];
      sum *= weight[r];
      for (let e = 0; e < each; e++) image[of[at + e]] += sum;
    }
    const along = norm / dot(direction, image);
    for (let k = 0; k < x.length; k++) {
      x[k] += along * direction[k];
      residual[k] -= along * image[k];
    }
    const next = dot(residual, residual);
    for (let k = 0; k < direction.length; k++) direction[k] = residual[k] + (next / norm) * direction[k];
    norm = next;
  }
  return x;
}

/**
 * Log odds of failure for every row of `matrix`: ridge logistic regression of outcomes on levels and pairs of levels,
 * which is the posterior mode under a normal prior for every effect. Rows without outcomes are told by their levels; a
 * matrix without any has log odds 0. Newton's method with conjugate gradients, O(n·F²) a step for n rows with outcomes.
 */
export function failureLogits(matrix: LevelTable, { judged, failed }: Outcomes): Float64Array {
  const features = featuresOf(matrix);
  const { of, each, penalties } = features;
  const known: number[] = [];
  for (let i = 0; i < judged.length; i++) if (judged[i] > 0) known.push(i);
  const rows = Int32Array.from(known);
  const effects = new Float64Array(penalties.length);
  const weight = new Float64Array(rows.length);
  const logit = (i: number) => {
    let sum = 0;
    for (let e = 0; e < each; e++) sum += effects[of[i * each + e]];
    return sum;
  };
  for (let step = 0; step < NEWTON_STEPS && rows.length > 0; step++) {
    const downhill = new Float64Array(effects.length);
    for (let k = 0; k < effects.length; k++) downhill[k] = -penalties[k] * effects[k];
    for (let r = 0; r < rows.length; r++) {
      const i = rows[r];
      const p = 1 / (1 + Math.exp(-logit(i)));
      weight[r] = judged[i] * p * (1 - p);
      const surprise = failed[i] - judged[i] * p;
      for (let e = 0; e < each; e++) downhill[of[i * each + e]] += surprise;
    }
    const move = solve(features, rows, weight, downhill);
    const longest = move.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
    const scale = longest > FARTHEST ? FARTHEST / longest : 1;
    for (let k = 0; k < effects.length; k++) effects[k] += scale * move[k];
    if (longest < CONVERGED) break;
  }
  return Float64Array.from(judged, (_, i) => logit(i));
}
