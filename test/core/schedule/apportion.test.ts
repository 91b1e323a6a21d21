import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestRemainder, waterFilling } from '@/server/core/schedule/apportion';

const WORTH = {
  logarithm: { saturation: null, marginal: (w: number, x: number) => w / (1 + x) },
  saturating: { saturation: 6, marginal: (w: number, x: number) => (w / 6) * Math.exp(-x / 6) },
};

describe('water filling', () => {
  for (const [name, { saturation, marginal }] of Object.entries(WORTH)) {
    it(`places the total so that nobody could trade one amount for another, ${name}`, () => {
      const item = fc.record({
        weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
        upper: fc.integer({ min: 1, max: 9 }),
      });
      fc.assert(
        fc.property(
          fc.array(item, { minLength: 1, maxLength: 8 }),
          fc.double({ min: 0.05, max: 0.95, noNaN: true }),
          (items, share) => {
            const [weights, upper] = [items.map(({ weight }) => weight), items.map((one) => one.upper)];
            const total = share * upper.reduce((a, b) => a + b, 0);
            const { amounts, multiplier } = waterFilling(weights, upper, total, saturation);
            expect(amounts.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 6);
            amounts.forEach((x, i) => {
              const worth = marginal(weights[i], x);
              if (x > 1e-9) expect(worth).toBeGreaterThan(multiplier * (1 - 1e-6));
              if (x < upper[i] - 1e-9) expect(worth).toBeLessThan(multiplier * (1 + 1e-6));
            });
          },
        ),
      );
    });
  }
});

describe('apportioning', () => {
  it('gives whole counts within one of their quota, ties to the lowest index', () => {
    expect(largestRemainder([1, 1, 1], 7)).toEqual([3, 2, 2]);
    expect(() => largestRemainder([1, Number.NaN], 3)).toThrow(/not a finite number/);
  });
});
