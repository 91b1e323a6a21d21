import { describe, expect, it } from 'vitest';
import {
  cholesky,
  inverseFromCholesky,
  logDeterminant,
  solveCholesky,
  solveLower,
  solveLowerTransposed,
} from '@/server/core/numeric/cholesky';
import { seededRandom } from '@/server/core/numeric/random';

/** B Bᵀ + I for a random B. */
function positiveDefinite(n: number) {
  const random = seededRandom(n);
  const b = Float64Array.from({ length: n * n }, () => random.normal());
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < n; k++) sum += b[i * n + k] * b[j * n + k];
    return sum;
  });
}

const multiply = (a: Float64Array, x: Float64Array) =>
  x.map((_, i) => x.reduce((sum, value, j) => sum + a[i * x.length + j] * value, 0));

describe('the Cholesky factor', () => {
  it.each([1, 2, 7, 30])('multiplied by its transpose gives the matrix back, n = %i', (n) => {
    const a = positiveDefinite(n);
    const { lower, jitter } = cholesky(a, n);
    expect(jitter).toBe(0);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += lower[i * n + k] * lower[j * n + k];
        expect(sum).toBeCloseTo(a[i * n + j], 9);
      }
  });

  it('solves, inverts and measures the matrix', () => {
    const n = 12;
    const a = positiveDefinite(n);
    const factor = cholesky(a, n);
    const b = Float64Array.from({ length: n }, (_, i) => i - 3);
    multiply(a, solveCholesky(factor, b)).forEach((value, i) => {
      expect(value).toBeCloseTo(b[i], 9);
    });
    multiply(inverseFromCholesky(factor), b).forEach((value, i) => {
      expect(value).toBeCloseTo(solveCholesky(factor, b)[i], 9);
    });
    multiply(factor.lower, solveLower(factor, b)).forEach((value, i) => {
      expect(value).toBeCloseTo(b[i], 9);
    });
    expect(solveLowerTransposed(factor, solveLower(factor, b))).toEqual(solveCholesky(factor, b));
    expect(logDeterminant(cholesky(Float64Array.of(4, 0, 0, 9), 2))).toBeCloseTo(Math.log(36), 12);
  });

  it('raises the diagonal of a singular matrix and says by how much', () => {
    const { jitter } = cholesky(Float64Array.of(1, 1, 1, 1), 2);
    expect(jitter).toBeGreaterThan(0);
    expect(jitter).toBeLessThanOrEqual(1e-4);
  });

  it('refuses an indefinite matrix and one with a hole', () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
    expect(() => cholesky(Float64Array.of(Number.NaN), 1)).toThrow(RangeError);
  });

  it('of an empty matrix is empty', () => {
    expect(cholesky(new Float64Array(0), 0).lower).toHaveLength(0);
  });
});
