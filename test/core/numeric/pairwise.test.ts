import { describe, expect, it } from 'vitest';
import { MAX_PAIRWISE, pairwiseMatrix } from '@/server/core/numeric/pairwise';

describe('a matrix over items', () => {
  it('holds every pair once on either side of the diagonal', () => {
    expect(Array.from(pairwiseMatrix(3, (i, j) => 10 * i + j))).toEqual([0, 10, 20, 10, 11, 21, 20, 21, 22]);
  });

  it('is not made above its limit', () => {
    expect(() => pairwiseMatrix(MAX_PAIRWISE + 1, () => 0)).toThrow(/sample/);
  });
});
