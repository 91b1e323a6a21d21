import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortRows } from '@/app/_ui/sort-rows';

describe('sortRows', () => {
  it('puts absent values last in both directions', () => {
    const rows = [null, 2, Number.NaN, 1];
    expect(sortRows(rows, (row) => row, 'ascending')).toEqual([1, 2, null, Number.NaN]);
    expect(sortRows(rows, (row) => row, 'descending')).toEqual([2, 1, null, Number.NaN]);
  });

  it('orders texts with numbers as a person would', () => {
    expect(sortRows(['run 10', 'run 2'], (row) => row, 'ascending')).toEqual(['run 2', 'run 10']);
  });

  it('keeps the order of equal rows and every row, and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 })), (keys) => {
        const rows = keys.map((key, place) => ({ key, place }));
        const sorted = sortRows(rows, (row) => row.key, 'ascending');
        expect(sorted).toEqual([...rows].sort((a, b) => a.key - b.key || a.place - b.place));
        expect(rows.map((row) => row.key)).toEqual(keys);
      }),
    );
  });
});
