import { quantile } from '../numeric/quantile';
import { mean } from '../numeric/variance';

/** A rollout's score in every stored form, in the units of the per-step values. */
export interface RolloutScore {
  readonly steps: number;
  readonly mean: number;
  /** 95 % quantile over steps, linear between order statistics. */
  readonly p95: number;
  /** Greatest mean over `window` consecutive steps: a short spike that the mean would dilute. */
  readonly windowMax: number;
  readonly max: number;
}

/** Greatest mean over `window` consecutive values; over all of them where there are fewer. Null when empty. O(n · window). */
export function slidingWindowMax(values: ArrayLike<number>, window: number): number | null {
  if (!Number.isInteger(window) || window < 1) throw new RangeError(`A window is a positive integer, not ${window}`);
  const width = Math.min(window, values.length);
  if (width === 0) return null;
  let greatest = Number.NEGATIVE_INFINITY;
  // Each window is summed afresh: a running sum would keep the rounding of a spike long after it.
  for (let start = 0; start + width <= values.length; start++) {
    let sum = 0;
    for (let i = start; i < start + width; i++) sum += values[i];
    if (sum > greatest) greatest = sum;
  }
  return greatest / width;
}

/**
 * Aggregates per-step values over the trajectory. Null for a rollout without steps. O(n log n + n · window).
 * Throws RangeError unless `window` is a positive integer.
 */
export function scoreRollout(values: Float64Array, window: number): RolloutScore | null {
  const average = mean(values);
  const windowMax = slidingWindowMax(values, window);
  const max = slidingWindowMax(values, 1);
  if (average === null || windowMax === null || max === null) return null;
  return { steps: values.length, mean: average, p95: quantile(values, 0.95), windowMax, max };
}
