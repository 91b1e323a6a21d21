import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '@/server/adapters/highs-solver';
import { seededRandom } from '@/server/core/numeric/random';
import { type Certificate, infeasibleSentence } from '@/server/core/schedule/certificate';
import { feasibility } from '@/server/core/schedule/feasibility';
import { cappedFactors, type Pool, share } from '@/server/core/schedule/pool';
import { Caps, Limits } from '@/server/core/schedule/schema';
import { grid, poolOf } from './pools';

const solver = await highsSolver();
const task = (percent: number) => Caps.parse({ perFactor: { task: percent }, perConfiguration: null });

describe('feasibility', () => {
  it('floors shares in integers', () => {
    expect([share(100, 29), share(100, 57), share(99, 20), share(52, 20)]).toEqual([29, 57, 19, 10]);
  });

  it('needs ceil(B / floor(B/5)) levels at 20 %', () => {
    const needed = { 5: 5, 7: 7, 9: 9, 10: 5, 12: 6, 14: 7, 15: 5, 19: 7, 20: 5, 24: 6, 50: 5, 52: 6, 99: 6 };
    for (const [batch, levels] of Object.entries(needed)) {
      expect(feasibility(grid([levels, 2]), Number(batch), task(20)).feasible).toBe(true);
      expect(feasibility(grid([levels - 1, 2]), Number(batch), task(20)).feasible).toBe(false);
    }
  });

  it('certifies what is short, the smallest cap that holds and the nearest batches in whole blocks', () => {
    const found = feasibility(grid([5, 3]), 52, task(20), { blockSize: 5, solver });
    expect(found).toMatchObject({
      feasible: false,
      kind: 'factor',
      factors: ['task'],
      shortages: [{ factor: 'task', usableLevels: 5, floor: 10, capacity: 50, smallestPercent: 22 }],
      capacity: 50,
    });
    expect(found).toMatchObject({ smallestPercent: 22, smallestUniform: 11, nearest: { below: 50, above: 55 } });
    if (!found.feasible) expect(infeasibleSentence(found)).toContain('Batches of 50 or 55 fit.');
  });

  it('says where it is the cap of each configuration that leaves no room, and which one would', () => {
    const each = Caps.parse({ perFactor: {}, perConfiguration: 20 });
    const one = feasibility(grid([1, 1]), 20, each);
    expect(one).toMatchObject({ kind: 'room', each: 4, smallestPercent: 100, nearest: { below: null, above: null } });
    const three = feasibility(grid([3]), 20, each);
    expect(three).toMatchObject({ kind: 'room', each: 4, capacity: 12, smallestPercent: 35 });
    if (!three.feasible)
      expect(infeasibleSentence(three)).toBe(
        'With at most 4 of each configuration, those that may be scheduled have room for 12 of 20 demonstrations. A cap of 35 % would hold.',
      );
    expect(feasibility(grid([3], 0), 20, each)).toMatchObject({ kind: 'room', capacity: 0, smallestPercent: null });
  });

  it('does not cap a factor with one usable level', () => {
    const pool = grid([3, 4]);
    for (let i = 4; i < 12; i++) pool.room[i] = 0;
    expect(feasibility(pool, 20, task(20)).feasible).toBe(true);
  });

  it('names the levels that are jointly short', () => {
    const pool = poolOf([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
      [4, 4],
      [3, 4],
    ]);
    const caps = Caps.parse({ perFactor: { task: 20, environment: 20 }, perConfiguration: null });
    const found = feasibility(pool, 10, caps);
    expect(found).toMatchObject({ feasible: false, kind: 'joint', capacity: 8 });
    if (!found.feasible) {
      expect(found.violator!.levels).toEqual(expect.arrayContaining(['task-0', 'task-1']));
      expect(found.violator!.throughLevels).toContain('environment-0');
      expect(infeasibleSentence(found)).toContain('task-0 and task-1 (task) would have to take 4');
      const named = infeasibleSentence(found, (key) => (key === 'task' ? 'Kind of task' : key));
      expect(named).toContain('(Kind of task) would have to take 4');
      expect(named.startsWith('Kind of task and ')).toBe(true);
    }
  });
});

/** Whether `batch` fits, by trying every count; the limits are counted here anew. */
function fits(pool: Pool, batch: number, caps: Caps, limits: Limits): boolean {
  const width = pool.factors.length;
  const capped = cappedFactors(pool, caps);
  const cap = pool.factors.map(({ key, levels }, f) =>
    levels.map((level) => {
      const own = capped.includes(f) ? share(batch, caps.perFactor[key]!) : batch;
      const scarce = limits.scarce.filter((one) => one.factor === key && one.level === level);
      return Math.min(own, ...scarce.map(({ maximum }) => maximum));
    }),
  );
  const most = Math.min(limits.maxPerConfiguration ?? batch, share(batch, caps.perConfiguration ?? 100));
  const search = (i: number, left: number, opened: number): boolean => {
    if (left === 0) {
      return [limits.money, limits.hours].every(
        (budget) => !budget || batch * budget.perDemonstration + opened * budget.perSetup <= budget.limit,
      );
    }
    if (i === pool.room.length) return false;
    const levels = Array.from({ length: width }, (_, f) => pool.levels[i * width + f]);
    const top = Math.min(left, most, pool.room[i], ...levels.map((l, f) => cap[f][l]));
    for (let n = top; n >= 0; n--) {
      if (n > 0 && n < limits.minPerConfiguration) continue;
      for (const [f, l] of levels.entries()) cap[f][l] -= n;
      const found = search(i + 1, left - n, opened + (n > 0 ? 1 : 0));
      for (const [f, l] of levels.entries()) cap[f][l] += n;
      if (found) return true;
    }
    return false;
  };
  return search(0, batch, 0);
}

/** A small matrix with three factors and every kind of limit, from one seed. */
function question(seed: number, limited: boolean) {
  const random = seededRandom(seed);
  const rows = Array.from({ length: 2 + random.int(6) }, () => [random.int(4), random.int(4), random.int(4)]);
  const pool = poolOf([...new Map(rows.map((row) => [row.join(), row])).values()], 9);
  pool.room.forEach((_, i, room) => {
    room[i] = random.int(4) === 0 ? random.int(4) : 9;
  });
  const percent = () => [null, 20, 25, 34, 40, 50][random.int(6)];
  const caps = Caps.parse({
    perFactor: { task: percent(), environment: percent(), object: percent() },
    perConfiguration: null,
  });
  const least = 1 + random.int(3);
  const budget = () =>
    random.int(2) ? { limit: 10 + random.int(30), perDemonstration: 1 + random.int(2), perSetup: random.int(5) } : null;
  const limits = Limits.parse(
    limited
      ? {
          minPerConfiguration: least,
          maxPerConfiguration: random.int(2) ? least + random.int(4) : null,
          scarce: random.int(2) ? [{ factor: 'task', level: 'task-0', maximum: random.int(4) }] : [],
          money: budget(),
          hours: budget(),
        }
      : {},
  );
  return { pool, caps, limits, batch: 2 + random.int(8) };
}

describe('the verdict and its certificate are true', () => {
  it.each([
    ['under caps on three factors', false, 50],
    ['with minimums, scarce levels and budgets as well', true, 30],
  ] as const)('%s', { timeout: 120_000 }, (_, limited, runs) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { pool, caps, limits, batch } = question(seed, limited);
        const found = feasibility(pool, batch, caps, { limits, solver });
        expect(found.feasible).toBe(fits(pool, batch, caps, limits));
        if (found.feasible) return;
        expect(found.capacity).toBeLessThan(batch);
        checkSmallest(found, pool, caps, limits);
        checkNearest(found, pool, caps, limits);
      }),
      { numRuns: runs },
    );
  });

  function checkSmallest({ batch, factors, smallestPercent }: Certificate, pool: Pool, caps: Caps, limits: Limits) {
    const at = (percent: number) => ({
      ...caps,
      perFactor: {
        ...caps.perFactor,
        ...Object.fromEntries(factors.map((key) => [key, Math.max(percent, caps.perFactor[key] ?? 100)])),
      },
    });
    const holds = (percent: number) => fits(pool, batch, at(percent), limits);
    if (factors.length === 0) return;
    if (smallestPercent === null) return expect(holds(100)).toBe(false);
    expect([holds(smallestPercent), holds(smallestPercent - 1)]).toEqual([true, false]);
  }

  function checkNearest({ batch, nearest }: Certificate, pool: Pool, caps: Caps, limits: Limits) {
    const sizes = Array.from({ length: batch - 1 }, (_, at) => batch - 1 - at);
    expect(nearest.below).toBe(sizes.find((size) => fits(pool, size, caps, limits)) ?? null);
    const upTo = Math.min(nearest.above ?? 16, 16);
    for (let size = batch + 1; size < upTo; size++) expect(fits(pool, size, caps, limits)).toBe(false);
    if (nearest.above !== null && nearest.above <= 16) expect(fits(pool, nearest.above, caps, limits)).toBe(true);
  }

  it('and its levels really are short: they need more than all they can take', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { pool, caps, batch } = question(seed, false);
        const found = feasibility(pool, batch, caps);
        if (found.feasible || !found.violator) return;
        const { factor, levels, throughFactor, throughLevels, needed, capacity } = found.violator;
        const [f, g] = [factor, throughFactor].map((key) => pool.factors.findIndex((one) => one.key === key));
        const floor = (key: string) => share(batch, caps.perFactor[key] ?? 100);
        const rows = [...pool.room.keys()].map((i) => ({
          own: pool.factors[f].levels[pool.levels[i * 3 + f]],
          other: pool.factors[g].levels[pool.levels[i * 3 + g]],
          room: Math.min(pool.room[i], batch),
        }));
        const held = (name: string, key: 'own' | 'other') =>
          Math.min(
            floor(key === 'own' ? factor : throughFactor),
            rows.reduce((sum, row) => sum + (row[key] === name ? row.room : 0), 0),
          );
        const others = pool.factors[f].levels.filter((level) => !levels.includes(level));
        expect(needed).toBe(batch - others.reduce((sum, level) => sum + held(level, 'own'), 0));
        const through = throughLevels.reduce((sum, level) => sum + held(level, 'other'), 0);
        const elsewhere = rows.filter(({ own, other }) => levels.includes(own) && !throughLevels.includes(other));
        expect(capacity).toBe(through + elsewhere.reduce((sum, { room }) => sum + room, 0));
        expect(needed).toBeGreaterThan(capacity);
      }),
      { numRuns: 150 },
    );
  });
});
