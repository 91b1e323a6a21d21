import { describe, expect, it } from 'vitest';
import { anovaSimilarity, similarityDistance } from '@/server/core/acquisition/kernel';
import { MAX_PAIRWISE, pairwiseMatrix, rowOf } from '@/server/core/numeric/pairwise';
import { grid } from '../schedule/pools';

describe('a matrix over items', () => {
  it('holds every pair once on either side of the diagonal', () => {
    expect(Array.from(pairwiseMatrix(3, (i, j) => 10 * i + j))).toEqual([0, 10, 20, 10, 11, 21, 20, 21, 22]);
  });

  it('is not made above its limit', () => {
    expect(() => pairwiseMatrix(MAX_PAIRWISE + 1, () => 0)).toThrow(/sample/);
  });
});

describe('a row of values', () => {
  const pool = grid([3, 2, 4]);
  const between = [null, null, Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 1 : 0.25))];
  const similarities = [anovaSimilarity(pool), anovaSimilarity(pool, undefined, between)];

  it.each(similarities.flatMap((similarity) => [similarity, similarityDistance(similarity)]))(
    'is to the bit what its pairs are, from any place to any other',
    (value) => {
      const others = Int32Array.from(pool.room.keys()).reverse();
      const row = new Float64Array(others.length);
      for (const i of pool.room.keys()) {
        for (const [from, to] of [
          [0, others.length],
          [3, 10],
          [5, 5],
        ]) {
          row.fill(-1);
          rowOf(value, i, others, from, to, row);
          expect(Array.from(row)).toEqual(
            Array.from(row, (_, at) => (at < to - from ? value(i, others[from + at]) : -1)),
          );
        }
      }
    },
  );
});
