/** Whole counts summing to `total` in proportion to `weights` by largest remainder (Hamilton), ties to the lowest index. */
export function largestRemainder(weights: readonly number[], total: number): number[] {
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
 * The real amounts 0 ≤ x ≤ upper with Σ x = total that maximise Σ w·log(1 + x): x = clip(w/λ − 1), λ by bisection.
 * Throws RangeError when the upper bounds hold less than `total`.
 */
export function waterFilling(weights: readonly number[], upper: readonly number[], total: number): WaterFilling {
  if (upper.reduce((a, b) => a + b, 0) < total) throw new RangeError('The upper bounds hold less than the total.');
  const at = (multiplier: number) => weights.map((w, i) => Math.min(upper[i], Math.max(0, w / multiplier - 1)));
  let low = 0;
  let high = Math.max(...weights);
  for (let step = 0; step < 200 && high - low > 1e-16 * high; step++) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((a, b) => a + b, 0) > total) low = middle;
    else high = middle;
  }
  return { amounts: at(high), multiplier: high };
}
