/**
 * The p-quantile of `values` in any order, which are left untouched, interpolated linearly between order statistics
 * (Hyndman & Fan 1996, type 7). O(n log n). Throws RangeError when there are none, or unless 0 ≤ p ≤ 1.
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile needs p in [0, 1], got ${p}`);
  if (values.length === 0) throw new RangeError('There is no quantile of no values');
  const sorted = Float64Array.from(values).sort();
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** The middle value, or the mean of the two middle ones. Throws RangeError when there are none. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
