import { dot } from './dot';

/** Lower-triangular factor (row-major n × n, zeros above the diagonal) of `A + jitter·I`. */
export interface Cholesky {
  readonly n: number;
  readonly lower: Float64Array;
  /** What had to be added to the diagonal, 0 where nothing was needed. */
  readonly jitter: number;
}

/** Relative jitters tried in turn, as shares of the mean diagonal. */
const JITTERS = [0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4];

function factorise(a: Float64Array, n: number, jitter: number): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = a[i * n + j] + (i === j ? jitter : 0) - dot(lower, i * n, lower, j * n, j);
      if (i !== j) lower[i * n + j] = sum / lower[j * n + j];
      else if (sum > 0) lower[i * n + i] = Math.sqrt(sum);
      else return null;
    }
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

/** (L Lᵀ)⁻¹ as a full symmetric n × n matrix. O(2n³/3). */
export function inverseFromCholesky({ n, lower }: Cholesky): Float64Array {
  // Row j of `columns` holds column j of L⁻¹, so that both loops below run along memory.
  const columns = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    columns[j * n + j] = 1 / lower[j * n + j];
    for (let i = j + 1; i < n; i++)
      columns[j * n + i] = -dot(lower, i * n + j, columns, j * n + j, i - j) / lower[i * n + i];
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const sum = dot(columns, i * n + i, columns, j * n + i, n - i);
      inverse[i * n + j] = sum;
      inverse[j * n + i] = sum;
    }
  }
  return inverse;
}
