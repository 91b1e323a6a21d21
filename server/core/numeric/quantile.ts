/**
 * The p-quantile of values already sorted upwards, interpolated linearly between order statistics
 * (Hyndman & Fan 1996, type 7). Null when empty. Throws RangeError unless 0 ≤ p ≤ 1.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile needs p in [0, 1], got ${p}`);
  if (sorted.length === 0) return null;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** The p-quantile of `values` in any order, which are left untouched; as {@link quantileOfSorted}. O(n log n). */
export function quantile(values: ArrayLike<number>, p: number): number | null {
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}

/** The middle value, or the mean of the two middle ones. Null when empty. */
export function median(values: ArrayLike<number>): number | null {
  return quantile(values, 0.5);
}
