import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { thin } from '@/server/core/recording/thin';

const columns = fc.integer({ min: 1, max: 5 });

describe('thin', () => {
  test('a short signal is kept frame by frame', () => {
    fc.assert(
      fc.property(
        columns,
        fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 1, maxLength: 40 }),
        (width, list) => {
          const values = list.slice(0, list.length - (list.length % width));
          const { every, low, high } = thin(values, { width, dim: width - 1 }, 40);
          expect([every, high]).toEqual([1, null]);
          expect(low).toEqual(values.filter((_, i) => i % width === width - 1));
        },
      ),
    );
  });

  test('however long a signal is, its extremes are kept and it fits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 1, max: 30 }),
        (values, most) => {
          const { every, low, high } = thin(values, { width: 1, dim: 0 }, most);
          const [lows, highs] = [low, high ?? low].map((list) => list.filter((value) => value !== null));
          expect(low.length).toBeLessThanOrEqual(most);
          expect(low.length * every).toBeGreaterThanOrEqual(values.length);
          expect(Math.min(...lows)).toBe(Math.min(...values));
          expect(Math.max(...highs)).toBe(Math.max(...values));
        },
      ),
    );
  });

  test('what is no number leaves a gap', () => {
    expect(thin([1, Number.NaN, 3], { width: 1, dim: 0 }, 10).low).toEqual([1, null, 3]);
    expect(thin([Number.NaN, Number.NaN, 3, 4], { width: 1, dim: 0 }, 2)).toEqual({
      every: 2,
      low: [null, 3],
      high: [null, 4],
    });
  });

  test('six digits are kept, so that float32 noise is not sent', () => {
    expect(thin(Float32Array.of(0.1, 123456.7), { width: 1, dim: 0 }, 10).low).toEqual([0.1, 123457]);
  });
});
