/** Arithmetic mean; null when empty. */
export function mean(values: ArrayLike<number>): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Sum of squared deviations from the mean, in two passes; 0 for fewer than two values. */
export function sumOfSquaredDeviations(values: ArrayLike<number>): number {
  const centre = mean(values);
  if (centre === null) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return sum;
}

/** Variance with divisor n − `lost`: 0 for the population, 1 for the unbiased sample form. Null when n ≤ `lost`. */
export function variance(values: ArrayLike<number>, lost: 0 | 1): number | null {
  return values.length > lost ? sumOfSquaredDeviations(values) / (values.length - lost) : null;
}

/** Running count, mean, sum of squared deviations and range of every dimension of a stream of vectors. */
export interface RunningMoments {
  count: number;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Running moments of `dims` dimensions that have seen nothing. */
export function emptyMoments(dims: number): RunningMoments {
  return {
    count: 0,
    mean: new Float64Array(dims),
    squares: new Float64Array(dims),
    low: new Float64Array(dims).fill(Number.POSITIVE_INFINITY),
    high: new Float64Array(dims).fill(Number.NEGATIVE_INFINITY),
  };
}

/** Takes `rows` (row-major, a whole number of vectors) into `moments`, in place. Welford 1962; O(rows · dims). */
export function addRows(moments: RunningMoments, rows: ArrayLike<number>): void {
  const { mean, squares, low, high } = moments;
  const dims = mean.length;
  for (let start = 0; start + dims <= rows.length; start += dims) {
    moments.count++;
    for (let d = 0; d < dims; d++) {
      const value = rows[start + d];
      const delta = value - mean[d];
      mean[d] += delta / moments.count;
      squares[d] += delta * (value - mean[d]);
      if (value < low[d]) low[d] = value;
      if (value > high[d]) high[d] = value;
    }
  }
}
