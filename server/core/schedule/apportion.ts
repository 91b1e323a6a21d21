import { assertFinite } from '../numeric/finite';

/** Whole counts summing to `total` in proportion to `weights` by largest remainder (Hamilton), ties to the lowest index. */
export function largestRemainder(weights: readonly number[], total: number): number[] {
  assertFinite(weights, 'A list of weights');
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(sum > 0)) throw new RangeError('Apportioning needs a positive weight.');
  const quotas = weights.map((weight) => (weight / sum) * total);
  const counts = quotas.map(Math.floor);
  const missing = total - counts.reduce((a, b) => a + b, 0);
  const byRemainder = [...quotas.keys()].sort((a, b) => quotas[b] - counts[b] - (quotas[a] - counts[a]) || a - b);
  for (const at of byRemainder.slice(0, missing)) counts[at]++;
  return counts;
}

export interface WaterFilling {
  amounts: number[];
  /** Common marginal value of everything that is neither at 0 nor at its upper bound. */
  multiplier: number;
}

/**
 * The real amounts 0 ≤ x ≤ upper with Σ x = total that maximise Σ w·g(x), λ by bisection: for g = log(1 + x) they are
 * clip(w/λ − 1), and with a `saturation` τ for g = 1 − exp(−x/τ) they are clip(τ·ln(w/(τλ))).
 * Throws RangeError when the upper bounds hold less than `total`.
 */
export function waterFilling(
  weights: readonly number[],
  upper: readonly number[],
  total: number,
  saturation: number | null = null,
): WaterFilling {
  if (upper.reduce((a, b) => a + b, 0) < total) throw new RangeError('The upper bounds hold less than the total.');
  const open = (w: number, multiplier: number) =>
    saturation === null ? w / multiplier - 1 : saturation * Math.log(w / (saturation * multiplier));
  const at = (multiplier: number) => weights.map((w, i) => Math.min(upper[i], Math.max(0, open(w, multiplier))));
  let low = 0;
  let high = Math.max(...weights) / (saturation ?? 1);
  for (let step = 0; step < 200 && high - low > 1e-16 * high; step++) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((a, b) => a + b, 0) > total) low = middle;
    else high = middle;
  }
  return { amounts: at(high), multiplier: high };
}
