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

export function createLogDet({ size, diagonal, entry, ridge, steps }: LogDetInput): LogDet {
  const allocate = (length: number) =>
    size * steps <= DOUBLE_UP_TO ? new Float64Array(length) : new Float32Array(length);
  const rows = new Array<Float64Array | Float32Array | undefined>(size);
  const seen = new Int32Array(size);
  const residuals = new Float64Array(size).fill(Number.NaN);
  const items: number[] = [];
  const weights: number[] = [];
  const pivots: number[] = [];
  const addedRows: (Float64Array | Float32Array)[] = [];

  const refresh = (i: number) => {
    if (Number.isNaN(residuals[i])) residuals[i] = ridge + diagonal(i);
    const to = items.length;
    if (seen[i] === to) return;
    let row = rows[i];
    if (!row || row.length < to) {
      const grown = allocate(Math.min(Math.max(8, 2 * to), steps));
      if (row) grown.set(row);
      row = grown;
      rows[i] = row;
    }
    let residual = residuals[i];
    for (let t = seen[i]; t < to; t++) {
      const other = addedRows[t];
      let dot = 0;
      for (let s = 0; s < t; s++) dot += other[s] * row[s];
      const e = (weights[t] * entry(i, items[t]) - dot) / pivots[t];
      row[t] = e;
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
      const row = (rows[i] ?? allocate(0)).slice(0, items.length);
      if (weight !== 1) for (let t = 0; t < row.length; t++) row[t] *= weight;
      addedRows.push(row);
      pivots.push(Math.sqrt(ridge + weight * weight * (residuals[i] - ridge)));
      items.push(i);
      weights.push(weight);
    },
  };
}
