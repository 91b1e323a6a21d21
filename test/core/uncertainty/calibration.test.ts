import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import {
  conformalThreshold,
  isotonicAt,
  isotonicFit,
  rankCalibration,
  reliability,
  splitHalfCeiling,
} from '@/server/core/uncertainty/calibration';

describe('rank calibration', () => {
  it('is the share of failure–success pairs in order, ties counting half', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 20 }),
        (rows) => {
          const scores = rows.map(([score]) => score);
          const failed = rows.map(([, failure]) => failure);
          const pairs = rows.flatMap(([a, x]) =>
            x ? rows.filter(([, y]) => !y).map(([b]) => (a > b ? 1 : a === b ? 0.5 : 0)) : [],
          );
          const found = rankCalibration(scores, failed, seededRandom(1), { resamples: 20 });
          if (pairs.length === 0) expect(found).toBeNull();
          else expect(found!.auroc).toBeCloseTo(pairs.reduce<number>((sum, win) => sum + win, 0) / pairs.length, 12);
        },
      ),
    );
  });

  it('has an interval around it that is the same for the same seed and narrower with more rollouts', () => {
    const at = (n: number) => {
      const random = seededRandom(2);
      const failed = Array.from({ length: n }, (_, i) => i % 2 === 0);
      return rankCalibration(
        failed.map((failure) => random.normal() + (failure ? 1 : 0)),
        failed,
        seededRandom(3),
        { resamples: 400 },
      )!;
    };
    const [few, many] = [at(30), at(400)];
    expect(few.low).toBeLessThanOrEqual(few.auroc);
    expect(few.high).toBeGreaterThanOrEqual(few.auroc);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
    expect(at(30)).toEqual(few);
  });
});

describe('the isotonic fit', () => {
  it('never falls, keeps the mean and leaves ordered targets as they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 1 })), {
          minLength: 1,
          maxLength: 30,
        }),
        (rows) => {
          const fit = isotonicFit(
            rows.map(([score]) => score),
            rows.map(([, target]) => target),
          );
          fit.slice(1).forEach((step, i) => {
            expect(step.value).toBeGreaterThan(fit[i].value);
          });
          const total = fit.reduce((sum, { value, weight }) => sum + value * weight, 0);
          expect(total).toBeCloseTo(
            rows.reduce((sum, [, target]) => sum + target, 0),
            9,
          );
        },
      ),
    );
  });

  it('is at least as close as every non-decreasing function on a grid', () => {
    const targets = [0, 1, 0, 0, 1];
    const scores = [1, 2, 3, 4, 5];
    const fit = isotonicFit(scores, targets);
    const loss = (value: (i: number) => number) =>
      targets.reduce((sum, target, i) => sum + (target - value(i)) ** 2, 0);
    const best = loss((i) => isotonicAt(fit, scores[i])!);
    const grid = [0, 0.25, 1 / 3, 0.5, 1];
    const search = (values: number[]): void => {
      if (values.length === 5) expect(loss((i) => values[i])).toBeGreaterThanOrEqual(best - 1e-12);
      else for (const value of grid) if (value >= (values.at(-1) ?? 0)) search([...values, value]);
    };
    search([]);
    expect(fit.map(({ upTo, value }) => [upTo, value])).toEqual([
      [1, 0],
      [4, 1 / 3],
      [5, 1],
    ]);
    expect(isotonicAt(fit, 99)).toBe(1);
    expect(isotonicAt([], 1)).toBeNull();
  });
});

describe('reliability', () => {
  it('is perfect where shares are as predicted', () => {
    const predicted = [...new Array(4).fill(0.25), ...new Array(4).fill(0.75)];
    const failed = [true, false, false, false, true, true, true, false];
    expect(reliability(predicted, failed, 2)).toEqual({
      bins: [
        { count: 4, predicted: 0.25, observed: 0.25 },
        { count: 4, predicted: 0.75, observed: 0.75 },
      ],
      error: 0,
    });
    expect(reliability([0.9], [false], 10)!.error).toBeCloseTo(0.9, 12);
    expect(reliability([], [], 10)).toBeNull();
  });
});

describe('the conformal threshold', () => {
  it('is the ⌈(n+1)·level⌉-th smallest score', () => {
    const scores = Array.from({ length: 19 }, (_, i) => 19 - i);
    expect(conformalThreshold(scores, 0.9)).toEqual({ threshold: 18, rollouts: 19, level: 0.9 });
    expect(conformalThreshold(scores.slice(0, 9), 0.9)!.threshold).toBe(19);
  });

  it('is unknown for too few rollouts, and refuses a level outside (0, 1)', () => {
    expect(conformalThreshold([1, 2, 3, 4, 5, 6, 7, 8], 0.9)).toBeNull();
    expect(conformalThreshold([], 0.5)).toBeNull();
    expect(() => conformalThreshold([1], 1)).toThrow(/between 0 and 1/);
  });

  it('covers a further score at least as often as promised', () => {
    const random = seededRandom(5);
    let covered = 0;
    for (let trial = 0; trial < 4000; trial++) {
      const { threshold } = conformalThreshold(
        Array.from({ length: 20 }, () => random.normal()),
        0.9,
      )!;
      if (random.normal() <= threshold) covered++;
    }
    expect(covered / 4000).toBeGreaterThan(0.89);
    expect(covered / 4000).toBeLessThan(0.93);
  });
});

describe('the split-half ceiling', () => {
  const rollouts = (noise: number) => {
    const random = seededRandom(6);
    return Array.from({ length: 60 }, (_, i) => Array.from({ length: 4 }, () => i / 60 + noise * random.normal()));
  };

  it('is near 1 without noise and falls with it', () => {
    const at = (noise: number) => splitHalfCeiling(rollouts(noise), seededRandom(7), 50)!;
    expect(at(0)).toBeCloseTo(1, 12);
    expect(at(0.3)).toBeLessThan(at(0.05));
    expect(at(0.3)).toBeGreaterThan(0.4);
  });

  it('is unknown with fewer than three configurations of two rollouts', () => {
    expect(splitHalfCeiling([[1, 2], [3, 4], [5]], seededRandom(8))).toBeNull();
  });
});
