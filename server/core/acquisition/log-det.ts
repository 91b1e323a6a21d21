import { dot } from '../numeric/dot';

/**
 * Running Cholesky factor of a kernel matrix over the items added so far, extended for a candidate only when somebody
 * asks for it (Chen, Zhang & Zhou 2018; lazy form Hemmi et al. 2022). Never holds more than the rows it was asked for.
 */
export interface LogDet {
  /** Schur complement of item `i` given what was added: the factor by which the determinant grows. O(t²) worst, O(t) when up to date. */
  residual(i: number): number;
  /** Adds item `i`, its row weighted by `weight` in (0, 1]. The same item may be added again. */
  add(i: number, weight?: number): void;
}

export interface LogDetInput {
  size: number;
  /** L_ii without `ridge`. */
  diagonal: (i: number) => number;
  /** L_ij without `ridge`, also asked for i = j when an item is added twice. */
  entry: (i: number, j: number) => number;
  /** Added to the diagonal: 1 for log det(I + L), 0 for log det L. */
  ridge: 0 | 1;
  /** Most items that will be added. */
  steps: number;
}

/** Up to this many stored numbers rows are kept in double precision; above it in single, whose error grows by 6e-8 a step. */
const DOUBLE_UP_TO = 3e7;
/** Numbers allocated at once for the rows of items that are asked for the first time. */
const SLAB = 1 << 20;

export function createLogDet({ size, diagonal, entry, ridge, steps }: LogDetInput): LogDet {
  const rowsPerSlab = Math.max(1, Math.min(size, Math.floor(SLAB / Math.max(1, steps))));
  const slabs: (Float64Array | Float32Array)[] = [];
  /** Place of an item's row among all rows, plus one; 0 without a row. */
  const places = new Int32Array(size);
  let used = 0;
  const seen = new Int32Array(size);
  const residuals = new Float64Array(size).fill(Number.NaN);
  const items: number[] = [];
  const weights: number[] = [];
  const pivots: number[] = [];
  const addedRows: (Float64Array | Float32Array)[] = [];

  const placeOf = (i: number): number => {
    if (places[i] === 0) {
      const slab = Math.floor(used / rowsPerSlab);
      if (!slabs[slab]) {
        const length = rowsPerSlab * steps;
        slabs[slab] = size * steps <= DOUBLE_UP_TO ? new Float64Array(length) : new Float32Array(length);
      }
      places[i] = ++used;
    }
    return places[i] - 1;
  };
  const refresh = (i: number) => {
    if (Number.isNaN(residuals[i])) residuals[i] = ridge + diagonal(i);
    const to = items.length;
    if (seen[i] === to) return;
    const place = placeOf(i);
    const slab = slabs[Math.floor(place / rowsPerSlab)];
    const from = (place % rowsPerSlab) * steps;
    let residual = residuals[i];
    for (let t = seen[i]; t < to; t++) {
      const e = (weights[t] * entry(i, items[t]) - dot(addedRows[t], 0, slab, from, t)) / pivots[t];
      slab[from + t] = e;
      residual -= e * e;
    }
    residuals[i] = residual;
    seen[i] = to;
  };

  return {
    residual(i) {
      refresh(i);
      return residuals[i];
    },
    add(i, weight = 1) {
      refresh(i);
      const place = placeOf(i);
      const from = (place % rowsPerSlab) * steps;
      const row = slabs[Math.floor(place / rowsPerSlab)].slice(from, from + items.length);
      if (weight !== 1) for (let t = 0; t < row.length; t++) row[t] *= weight;
      addedRows.push(row);
      pivots.push(Math.sqrt(ridge + weight * weight * (residuals[i] - ridge)));
      items.push(i);
      weights.push(weight);
    },
  };
}
