import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '@/server/adapters/highs-solver';
import { seededRandom } from '@/server/core/numeric/random';
import { allocate } from '@/server/core/schedule/allocate';
import { allocateByProgram } from '@/server/core/schedule/allocate-by-program';
import { allocationPrices } from '@/server/core/schedule/allocation-prices';
import type { AllocationProblem } from '@/server/core/schedule/allocation-problem';

const solver = await highsSolver();
const MOST = 3;

/** A small problem from one seed, with the kinds of limit that `kinds` names. */
function problemOf(
  seed: number,
  factors: number,
  kinds: { opening?: boolean; shares?: boolean; cells?: number },
): AllocationProblem {
  const random = seededRandom(seed);
  const size = 1 + random.int(kinds.cells ?? 5);
  const weights = Array.from({ length: size }, () => (random.int(4) === 0 ? 1 : random.int(50) / 7));
  const list = (make: () => number) => Array.from({ length: size }, make);
  const fill = kinds.shares ? 'upTo' : random.int(2) === 0 ? ('exact' as const) : ('upTo' as const);
  const budget = () => ({
    limit: 5 + random.int(30),
    cost: list(() => 1 + random.int(4)),
    setup: list(() => random.int(6)),
  });
  return {
    levels: Array.from({ length: size * factors }, () => random.int(3)),
    caps: Array.from({ length: factors }, () => list3(() => 1 + random.int(5))),
    shares: Array.from({ length: factors }, () => (kinds.shares && random.int(3) > 0 ? 30 + random.int(60) : null)),
    minimum: list(() => (kinds.opening ? random.int(3) : 0)),
    maximum: list(() => random.int(MOST + 1)),
    total: random.int(5) === 0 ? null : 1 + random.int(7),
    fill,
    budgets: kinds.opening && random.int(2) === 0 ? [budget(), budget()] : [],
    worth: (i, n) => weights[i] * (1 - Math.exp(-n / 2)),
  };
}

const list3 = (make: () => number) => [make(), make(), make()];

/** The best by trying every count of every configuration: most placed first where the total is exact. */
function bruteForce(problem: AllocationProblem): { placed: number; value: number } {
  const { levels, caps, shares = [], minimum, maximum, total, fill, budgets, worth } = problem;
  const width = caps.length;
  let best = { placed: 0, value: 0 };
  const counts = new Array<number>(maximum.length).fill(0);
  const judge = () => {
    const placed = counts.reduce((a, b) => a + b, 0);
    if (placed > (total ?? placed)) return;
    for (let f = 0; f < width; f++) {
      const used = [0, 0, 0];
      counts.forEach((n, i) => {
        used[levels[i * width + f]] += n;
      });
      const share = shares[f] ?? null;
      if (used.some((n, l) => n > (caps[f]?.[l] ?? n) || (share !== null && 100 * n > share * placed))) return;
    }
    if (counts.some((n, i) => n > 0 && n < minimum[i])) return;
    for (const { limit, cost, setup } of budgets)
      if (counts.reduce((sum, n, i) => sum + (n > 0 ? n * cost[i] + setup[i] : 0), 0) > limit) return;
    const value = counts.reduce((sum, n, i) => sum + worth(i, n), 0);
    const more = fill === 'exact' && total !== null ? placed - best.placed : 0;
    if (more > 0 || (more === 0 && value > best.value)) best = { placed, value };
  };
  const search = (at: number) => {
    if (at === counts.length) return judge();
    for (let n = 0; n <= maximum[at]; n++) {
      counts[at] = n;
      search(at + 1);
    }
    counts[at] = 0;
  };
  search(0);
  return best;
}

describe('allocation equals brute force', () => {
  it.each([
    ['under one capped factor', 1, {}, 'greedy', 150],
    ['under two capped factors', 2, {}, 'flow', 150],
    ['under three capped factors', 3, {}, 'integer program', 60],
    ['with minimums, set-up costs and budgets', 2, { opening: true }, null, 80],
    ['with shares of what is placed', 3, { shares: true }, null, 60],
    ['with all of them', 3, { opening: true, shares: true }, null, 60],
  ] as const)('%s', { timeout: 60_000 }, (_, factors, kinds, method, runs) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const problem = problemOf(seed, factors, kinds);
        const found = allocate(problem, solver);
        const best = bruteForce(problem);
        if (problem.fill === 'exact' && problem.total !== null) expect(found.placed).toBe(best.placed);
        expect(found.value).toBeCloseTo(best.value, 7);
        expect(found).toMatchObject({ gap: 0, limited: false, ...(method ? { method } : {}) });
      }),
      { numRuns: runs },
    );
  });
});

it('any prices of the limits prove a bound that no allocation is worth more than', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 16, maxLength: 16 }),
      (seed, duals) => {
        const problem = { ...problemOf(seed, 2, { opening: true, shares: true }), fill: 'upTo' as const };
        expect(allocationPrices(problem, duals, 0).bound).toBeGreaterThanOrEqual(bruteForce(problem).value - 1e-9);
      },
    ),
    { numRuns: 200 },
  );
});

describe('a pool too large to be given to the solver whole', () => {
  /** Every combination of 9 × 8 × 6 levels with up to 12 demonstrations each, under caps of a fifth. */
  function largeProblem(seed: number, least: number): AllocationProblem {
    const random = seededRandom(seed);
    const sizes = [9, 8, 6];
    const size = sizes.reduce((a, b) => a * b);
    const weights = Float64Array.from({ length: size }, () => random.uniform() + 0.2);
    return {
      levels: Int32Array.from({ length: size * 3 }, (_, at) => {
        const i = Math.floor(at / 3);
        return at % 3 === 0 ? i % 9 : at % 3 === 1 ? Math.floor(i / 9) % 8 : Math.floor(i / 72);
      }),
      caps: sizes.map((count) => new Float64Array(count).fill(10)),
      minimum: new Int32Array(size).fill(least),
      maximum: new Int32Array(size).fill(12),
      total: 50,
      fill: 'exact',
      budgets: [],
      worth: (i, n) => weights[i] * (1 - Math.exp(-n / 20)),
    };
  }

  it.each([0, 1])('is filled within its caps and proven within a thousandth, pool %i', { timeout: 60_000 }, (seed) => {
    const problem = largeProblem(seed, seed === 1 ? 3 : 1);
    const found = allocateByProgram(problem, solver);
    expect(found.placed).toBe(50);
    expect(found.bound).toBeGreaterThanOrEqual(found.value - 1e-9);
    expect(found.gap).toBeLessThan(1e-3);
    const used = problem.caps.map((cap) => new Float64Array(cap!.length));
    found.counts.forEach((n, i) => {
      for (let f = 0; f < 3; f++) used[f][problem.levels[i * 3 + f]] += n;
      expect(n === 0 || n >= problem.minimum[i]).toBe(true);
    });
    for (const levels of used) expect(Math.max(...levels)).toBeLessThanOrEqual(10);
  });

  it('gives the same counts as the flow where two factors are capped', { timeout: 60_000 }, () => {
    const { caps, ...rest } = largeProblem(5, 1);
    const problem = { ...rest, caps: [caps[0], caps[1], null] };
    expect(allocateByProgram(problem, solver).value).toBeCloseTo(allocate(problem, solver).value, 7);
  });
});
