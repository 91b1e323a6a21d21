import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minimise } from '@/server/core/numeric/bfgs';
import { pearson, ranks, spearman } from '@/server/core/numeric/correlation';
import { median, quantile } from '@/server/core/numeric/quantile';
import { addRows, emptyMoments, mean, variance } from '@/server/core/numeric/variance';

const numbers = fc.array(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0),
  { minLength: 1, maxLength: 40 },
);

describe('quantiles', () => {
  it('interpolate linearly between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
    expect(median([5, 1, 3])).toBe(3);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
  });

  it('grow with p, from the least value to the greatest', () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        expect(quantile(values, p)).toBeGreaterThanOrEqual(quantile(values, p / 2));
        expect(quantile(values, 0)).toBe(Math.min(...values));
        expect(quantile(values, 1)).toBe(Math.max(...values));
      }),
    );
  });
});

describe('running moments', () => {
  it('equal mean and variance in two passes, however the stream was cut', () => {
    fc.assert(
      fc.property(numbers, fc.nat(40), (values, cut) => {
        const moments = emptyMoments(1);
        addRows(moments, values.slice(0, cut));
        addRows(moments, values.slice(cut));
        expect(moments.count).toBe(values.length);
        expect(moments.mean[0]).toBeCloseTo(mean(values)!, 5);
        expect(moments.squares[0] / values.length / (1 + variance(values, 0)!)).toBeCloseTo(
          variance(values, 0)! / (1 + variance(values, 0)!),
          8,
        );
        expect([moments.low[0], moments.high[0]]).toEqual([Math.min(...values), Math.max(...values)]);
      }),
    );
  });

  it('survive an offset that would swallow a difference of squares', () => {
    const moments = emptyMoments(1);
    addRows(moments, [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(moments.squares[0] / 3).toBe(30);
    expect(variance([1], 1)).toBeNull();
    expect(variance([], 0)).toBeNull();
  });
});

describe('correlation', () => {
  it('shares ranks among ties', () => {
    expect([...ranks([10, 20, 10, 30])]).toEqual([1.5, 3, 1.5, 4]);
  });

  it('of ranks sees only the order', () => {
    const x = [0.1, 0.5, 0.2, 3, 2];
    expect(
      spearman(
        x,
        x.map((value) => Math.exp(value)),
      ),
    ).toBe(1);
    expect(
      spearman(
        x,
        x.map((value) => -(value ** 3)),
      ),
    ).toBe(-1);
    expect(spearman([1, 2, 2, 3], [1, 3, 2, 4])!).toBeCloseTo(0.9486832980505138, 12);
  });

  it('is unknown for constants and single pairs, and refuses unequal lengths', () => {
    expect(pearson([1, 1], [1, 2])).toBeNull();
    expect(spearman([1], [1])).toBeNull();
    expect(() => pearson([1], [])).toThrow(RangeError);
  });
});

describe('minimisation', () => {
  it('finds the minimum of the Rosenbrock valley', () => {
    const { x } = minimise(
      ([a, b]) => ({
        value: (1 - a) ** 2 + 100 * (b - a * a) ** 2,
        gradient: Float64Array.of(-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)),
      }),
      Float64Array.of(-1.2, 1),
      { tolerance: 1e-8, maxIterations: 500 },
    );
    expect(x[0]).toBeCloseTo(1, 6);
    expect(x[1]).toBeCloseTo(1, 6);
  });

  it('stays where the start is already the best', () => {
    const bowl = (x: Float64Array) => ({ value: x[0] ** 2, gradient: Float64Array.of(2 * x[0]) });
    expect(minimise(bowl, Float64Array.of(0))).toMatchObject({ value: 0, iterations: 0 });
  });
});
