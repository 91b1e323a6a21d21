import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '@/server/core/schedule/allocate';

describe('allocation', () => {
  it('equals brute force under one capped factor', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 4 }),
        (items, total, cap) => {
          const ones = items.map(() => 1);
          const problem = {
            codes: items.map(([l]) => [l]),
            weights: items.map(([, w]) => w),
            caps: [cap],
            minimum: ones,
            maximum: items.map(() => 3),
            total,
            saturation: 2,
          };
          const found = allocate(problem);
          let best = Number.NEGATIVE_INFINITY;
          const search = (at: number, counts: number[]) => {
            if (at < items.length) {
              for (let n = 0; n <= 3; n++) search(at + 1, [...counts, n]);
              return;
            }
            const level = [0, 0, 0];
            counts.forEach((n, i) => {
              level[items[i][0]] += n;
            });
            if (Math.max(...level) > cap || counts.reduce((a, b) => a + b, 0) !== found.placed) return;
            best = Math.max(
              best,
              counts.reduce((sum, n, i) => sum + items[i][1] * (1 - Math.exp(-n / 2)), 0),
            );
          };
          search(0, []);
          expect(found.value).toBeCloseTo(best, 9);
        },
      ),
      { numRuns: 100 },
    );
  });
});
