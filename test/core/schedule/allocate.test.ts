import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllocationProblem, allocate, smallestUniformCap } from '@/server/core/schedule/allocate';
import { largestRemainder, waterFilling } from '@/server/core/schedule/apportion';
import { type GoldenCase, goldenCases, hasGolden } from '../acquisition/golden';

const problemOf = (input: GoldenCase['input']): AllocationProblem => ({
  codes: input.codes,
  weights: input.weights,
  caps: input.cap_count_per_factor,
  minimum: input.min_if_open,
  maximum: input.max_per_config,
  total: input.total,
  saturation: input.tau,
  budget: input.budget ? { limit: input.budget, cost: input.cost, setup: input.setup } : undefined,
});

function keepsLimits(problem: AllocationProblem, counts: readonly number[]) {
  for (const [f, cap] of problem.caps.entries()) {
    const sums = new Map<number, number>();
    for (const [i, n] of counts.entries()) sums.set(problem.codes[i][f], (sums.get(problem.codes[i][f]) ?? 0) + n);
    if (cap !== null) for (const sum of sums.values()) expect(sum).toBeLessThanOrEqual(cap);
  }
  counts.forEach((n, i) => {
    expect(n === 0 || n >= problem.minimum[i]).toBe(true);
    expect(n).toBeLessThanOrEqual(problem.maximum[i]);
  });
  const { budget } = problem;
  if (budget)
    expect(counts.reduce((sum, n, i) => sum + n * budget.cost[i] + (n ? budget.setup[i] : 0), 0)).toBeLessThanOrEqual(
      budget.limit,
    );
}

describe.skipIf(!hasGolden)('allocation reference vectors', () => {
  it.each(
    goldenCases('allocation')
      .filter((c) => c.input.cap_count_per_factor)
      .map((c) => [c.name, c] as const),
  )('%s', { timeout: 30_000 }, (_, { input, expected }) => {
    const problem = problemOf(input);
    const found = allocate(problem);
    keepsLimits(problem, found.counts);
    if (input.total !== null) expect(found.placed === input.total).toBe(expected.feasible);
    if (!expected.feasible) return;
    expect(found.value).toBeLessThanOrEqual(expected.optimal_objective + 1e-6);
    expect(found.value).toBeGreaterThanOrEqual((found.exact ? 1 - 1e-9 : 0.95) * expected.optimal_objective);
  });

  it('finds the smallest uniform cap', { timeout: 30_000 }, () => {
    const { input, expected } = goldenCases('allocation').find((c) => c.name === 'smallest_feasible_uniform_cap')!;
    expect(smallestUniformCap(input.codes, input.max_per_config, input.total)).toBe(expected.min_cap_count);
  });

  it('fills water and apportions', () => {
    const water = goldenCases('allocation').find((c) => c.name === 'water_filling_log')!;
    const found = waterFilling(water.input.weights, water.input.upper, water.input.total);
    expect(found.multiplier).toBeCloseTo(water.expected.multiplier, 9);
    found.amounts.forEach((x, i) => {
      expect(x).toBeCloseTo(water.expected.allocation[i], 6);
    });
    const shares = goldenCases('allocation').find((c) => c.name === 'largest_remainder')!;
    expect(largestRemainder(shares.input.weights, shares.input.total)).toEqual(shares.expected.counts);
  });
});

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
