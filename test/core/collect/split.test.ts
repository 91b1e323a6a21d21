import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evenParts } from '@/server/core/collect/split';

const numbers = fc.record({
  wanted: fc.integer({ min: 1, max: 200 }),
  parts: fc.integer({ min: 2, max: 20 }),
  logged: fc.integer({ min: 0, max: 220 }),
});

test('parts add up to what was asked, none is empty, and the first holds what was logged', () => {
  fc.assert(
    fc.property(numbers, ({ wanted, parts, logged }) => {
      const found = evenParts(wanted, parts, logged);
      if (!found) return wanted < parts || wanted - logged < parts - 1;
      return (
        found.length === parts &&
        found.reduce((sum, part) => sum + part, 0) === wanted &&
        found.every((part) => part >= 1) &&
        found[0] >= logged &&
        Math.max(...found.slice(1)) - Math.min(...found.slice(1)) <= 1
      );
    }),
  );
  expect(evenParts(5, 2, 0)).toEqual([3, 2]);
});
