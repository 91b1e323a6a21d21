import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capOnFactor } from '@/server/core/schedule/cap-on-factor';

test('it is feasible exactly when levels × ⌊batch · cap⌋ reaches the batch', () => {
  const size = fc.integer({ min: 2, max: 12 });
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (levels, batch, percent) => {
      const { feasibility } = capOnFactor(levels, batch, percent, 1);
      expect(feasibility.feasible).toBe(levels * Math.floor((batch * percent) / 100) >= batch);
    }),
    { numRuns: 60 },
  );
});

test('five levels under 20 % fit only multiples of five, split equally', () => {
  expect(capOnFactor(5, 60, 20, 5)).toMatchObject({ perLevel: 12, forcedEqual: true, feasibility: { feasible: true } });
  expect(capOnFactor(5, 62, 20, 1).feasibility).toMatchObject({ nearest: { below: 60, above: 65 } });
});

test('three levels under 20 % fit no batch; the smallest cap that does is said', () => {
  expect(capOnFactor(3, 60, 20, 5).feasibility).toMatchObject({
    smallestPercent: 34,
    nearest: { below: null, above: null },
  });
});
