/** Most items whose distances or similarities to each other are held at once: 200 MB of doubles. */
export const MAX_PAIRWISE = 5000;

/**
 * Row-major matrix of `value(i, j)` over all pairs of items, taken for symmetric, with `value(i, i)` on the diagonal.
 * The one place where selection makes a matrix over items. Throws RangeError above `MAX_PAIRWISE` items. O(size²).
 */
export function pairwiseMatrix(size: number, value: (i: number, j: number) => number): Float64Array {
  if (size > MAX_PAIRWISE)
    throw new RangeError(`A matrix over ${size} items is not made; ${MAX_PAIRWISE} are the most. Take a sample.`);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = value(i, j);
      matrix[i * size + j] = entry;
      matrix[j * size + i] = entry;
    }
  }
  return matrix;
}

/** A value of every pair of items, the same both ways. */
export interface Pairwise {
  (i: number, j: number): number;
  /** The same values of `i` with each of others[from … to − 1], into `out` from its start; only where that is faster than one by one. */
  readonly row?: PairwiseRow;
}

export type PairwiseRow = (i: number, others: Int32Array, from: number, to: number, out: Float64Array) => void;

/** Values of `i` with each of others[from … to − 1], into `out` from its start. */
export function rowOf(
  value: Pairwise,
  i: number,
  others: Int32Array,
  from: number,
  to: number,
  out: Float64Array,
): void {
  if (value.row) value.row(i, others, from, to, out);
  else for (let at = from; at < to; at++) out[at - from] = value(i, others[at]);
}
