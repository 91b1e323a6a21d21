/** Maximise Σ worth·x under row bounds, 0 ≤ x ≤ upper; columns are compressed (`starts`, `rows`, `values`). */
export interface LinearProgram {
  worth: Float64Array;
  upper: Float64Array;
  /** Non-zero where a column must be whole. */
  whole: Int32Array;
  rowLower: Float64Array;
  rowUpper: Float64Array;
  starts: Int32Array;
  rows: Int32Array;
  values: Float64Array;
}

export interface SolvedProgram {
  /** `limit`: the node limit was reached first; `x` is then the best found, or null when there is none. */
  status: 'optimal' | 'infeasible' | 'limit';
  x: readonly number[] | null;
  /** No solution is worth more; null when nothing is known. */
  bound: number | null;
  /** What one more of each row is worth; null for a program with whole columns. */
  rowDuals: readonly number[] | null;
}

/**
 * Solves a program with at most `nodes` branch-and-bound nodes on one thread, so that equal programs give equal answers.
 * The limit is in nodes and never in time for the same reason.
 */
export type IntegerSolver = (program: LinearProgram, nodes: number) => SolvedProgram;

/** Collects rows and columns; `build` closes the program. */
export function createProgram() {
  const [rowLower, rowUpper]: number[][] = [[], []];
  const [worth, upper, whole, rows, values]: number[][] = [[], [], [], [], []];
  const starts = [0];
  return {
    /** Adds lower ≤ row ≤ upper and returns its index. */
    row(lower: number, most: number): number {
      rowLower.push(lower);
      return rowUpper.push(most) - 1;
    },
    /** Adds a column with its coefficients as [row, value] and returns its index. */
    column(gain: number, most: number, isWhole: boolean, entries: Iterable<readonly [number, number]>): number {
      for (const [row, value] of entries) {
        if (value === 0) continue;
        rows.push(row);
        values.push(value);
      }
      starts.push(rows.length);
      upper.push(most);
      whole.push(isWhole ? 1 : 0);
      return worth.push(gain) - 1;
    },
    build: (): LinearProgram => ({
      worth: Float64Array.from(worth),
      upper: Float64Array.from(upper),
      whole: Int32Array.from(whole),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      starts: Int32Array.from(starts),
      rows: Int32Array.from(rows),
      values: Float64Array.from(values),
    }),
  };
}
