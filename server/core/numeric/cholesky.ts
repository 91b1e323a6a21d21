import { dot, dotTile } from './dot';

/** Lower-triangular factor (row-major n × n, zeros above the diagonal) of `A + jitter·I`. */
export interface Cholesky {
  readonly n: number;
  readonly lower: Float64Array;
  /** What had to be added to the diagonal, 0 where nothing was needed. */
  readonly jitter: number;
}

/** Relative jitters tried in turn, as shares of the mean diagonal. */
const JITTERS = [0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4];

/** Two rows and two columns at a time; null where a pivot is not positive. */
function factorise(a: Float64Array, n: number, jitter: number): Float64Array | null {
  const lower = new Float64Array(n * n);
  const sums = new Float64Array(4);
  for (let i = 0; i < n; i += 2) {
    const [upper, below] = [i * n, (i + 1) * n];
    const paired = i + 1 < n;
    for (let j = 0; j < i; j += 2) {
      const [first, second] = [j * n, (j + 1) * n];
      const [here, next] = [1 / lower[first + j], 1 / lower[second + j + 1]];
      dotTile(lower, upper, paired ? below : upper, lower, first, second, j, sums);
      lower[upper + j] = (a[upper + j] - sums[0]) * here;
      lower[upper + j + 1] = (a[upper + j + 1] - sums[1] - lower[upper + j] * lower[second + j]) * next;
      if (!paired) continue;
      lower[below + j] = (a[below + j] - sums[2]) * here;
      lower[below + j + 1] = (a[below + j + 1] - sums[3] - lower[below + j] * lower[second + j]) * next;
    }
    const pivot = a[upper + i] + jitter - dot(lower, upper, lower, upper, i);
    if (!(pivot > 0)) return null;
    lower[upper + i] = Math.sqrt(pivot);
    if (!paired) continue;
    lower[below + i] = (a[below + i] - dot(lower, upper, lower, below, i)) / lower[upper + i];
    const other = a[below + i + 1] + jitter - dot(lower, below, lower, below, i + 1);
    if (!(other > 0)) return null;
    lower[below + i + 1] = Math.sqrt(other);
  }
  return lower;
}

/**
 * Cholesky factor of the symmetric n × n matrix `a` (only its lower triangle is read). Where `a` is not positive
 * definite the diagonal is raised step by step up to 1e-4 of its mean. O(n³/3).
 * Throws RangeError when that is not enough, or when an entry is not a number.
 */
export function cholesky(a: Float64Array, n: number): Cholesky {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += a[i * n + i];
  for (const share of JITTERS) {
    const jitter = (share * trace) / Math.max(n, 1);
    const lower = factorise(a, n, jitter);
    if (lower) return { n, lower, jitter };
  }
  throw new RangeError(`A matrix of ${n} rows is not positive definite even with jitter 1e-4 of its mean diagonal`);
}

/** Solves L x = b; returns a new vector of length n. O(n²/2). */
export function solveLower({ n, lower }: Cholesky, b: Float64Array): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) x[i] = (b[i] - dot(lower, i * n, x, 0, i)) / lower[i * n + i];
  return x;
}

/** Solves Lᵀ x = b; returns a new vector of length n. O(n²/2). */
export function solveLowerTransposed({ n, lower }: Cholesky, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    x[i] /= lower[i * n + i];
    for (let k = 0, p = i * n; k < i; k++) x[k] -= lower[p++] * x[i];
  }
  return x;
}

/** Solves (L Lᵀ) x = b. O(n²). */
export function solveCholesky(factor: Cholesky, b: Float64Array): Float64Array {
  return solveLowerTransposed(factor, solveLower(factor, b));
}

/** ln det(L Lᵀ). O(n). */
export function logDeterminant({ n, lower }: Cholesky): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(lower[i * n + i]);
  return 2 * sum;
}

/** Row j holds column j of L⁻¹, so that sums over it run along memory. */
function invertedColumns({ n, lower }: Cholesky): Float64Array {
  const columns = new Float64Array(n * n);
  const sums = new Float64Array(4);
  for (let j = 0; j < n; j += 2) {
    const [first, second] = [j * n, (j + 1) * n];
    const both = j + 1 < n;
    columns[first + j] = 1 / lower[first + j];
    if (both) {
      columns[first + j + 1] = (-lower[second + j] * columns[first + j]) / lower[second + j + 1];
      columns[second + j + 1] = 1 / lower[second + j + 1];
    }
    for (let i = j + 2; i < n; i += 2) {
      const [upper, below] = [i * n, (i + 1) * n];
      const paired = i + 1 < n;
      dotTile(lower, upper + j, (paired ? below : upper) + j, columns, first + j, second + j, i - j, sums);
      columns[first + i] = -sums[0] / lower[upper + i];
      columns[second + i] = -sums[1] / lower[upper + i];
      if (!paired) continue;
      const [link, pivot] = [lower[below + i], lower[below + i + 1]];
      columns[first + i + 1] = -(sums[2] + link * columns[first + i]) / pivot;
      columns[second + i + 1] = -(sums[3] + link * columns[second + i]) / pivot;
    }
  }
  return columns;
}

/** (L Lᵀ)⁻¹ as a full symmetric n × n matrix. O(2n³/3). */
export function inverseFromCholesky(factor: Cholesky): Float64Array {
  const { n } = factor;
  const columns = invertedColumns(factor);
  const inverse = new Float64Array(n * n);
  const sums = new Float64Array(4);
  const set = (i: number, j: number, value: number) => {
    inverse[i * n + j] = value;
    inverse[j * n + i] = value;
  };
  for (let i = 0; i < n; i += 2) {
    const below = Math.min(i + 1, n - 1);
    for (let j = 0; j <= i; j += 2) {
      const right = Math.min(j + 1, n - 1);
      dotTile(columns, i * n + i, below * n + i, columns, j * n + i, right * n + i, n - i, sums);
      set(i, j, sums[0]);
      set(below, j, sums[2]);
      set(i, right, sums[1]);
      set(below, right, sums[3]);
    }
  }
  return inverse;
}
