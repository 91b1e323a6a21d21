import { assertFinite } from '../numeric/finite';

/** Rows of features, row-major. */
export interface Features {
  rows: number;
  columns: number;
  values: Float64Array;
}

export type Metric = 'euclidean' | 'manhattan' | 'cosine';

/** Feature rows from nested arrays of equal length. Throws RangeError for ragged rows, DomainError invalid for values that are not finite. */
export function featuresOf(rows: readonly (readonly number[])[]): Features {
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== columns)) throw new RangeError('Feature rows differ in length.');
  const values = rows.flat();
  assertFinite(values, 'A row of features');
  return { rows: rows.length, columns, values: Float64Array.from(values) };
}

/** Squared Euclidean distance of row i of `a` and row j of `b`, by differences: norms minus products would cancel. */
export function squaredDistance(a: Features, i: number, b: Features, j: number): number {
  let sum = 0;
  for (let d = 0, p = i * a.columns, q = j * b.columns; d < a.columns; d++) {
    const step = a.values[p + d] - b.values[q + d];
    sum += step * step;
  }
  return sum;
}

/** Distance of row i of `a` and row j of `b`. Cosine distance is 1 − cos, and 1 for a row of zeros. */
export function distance(metric: Metric, a: Features, i: number, b: Features, j: number): number {
  if (metric === 'euclidean') return Math.sqrt(squaredDistance(a, i, b, j));
  let sum = 0;
  let left = 0;
  let right = 0;
  for (let d = 0, p = i * a.columns, q = j * b.columns; d < a.columns; d++) {
    const x = a.values[p + d];
    const y = b.values[q + d];
    if (metric === 'manhattan') sum += Math.abs(x - y);
    else {
      sum += x * y;
      left += x * x;
      right += y * y;
    }
  }
  if (metric === 'manhattan') return sum;
  return left === 0 || right === 0 ? 1 : 1 - sum / Math.sqrt(left * right);
}
