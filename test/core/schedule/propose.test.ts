import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highsSolver } from '@/server/adapters/highs-solver';
import { DomainError } from '@/server/core/errors';
import { canonicalJson } from '@/server/core/schedule/canonical';
import { decide } from '@/server/core/schedule/decide';
import { feasibilityTest } from '@/server/core/schedule/feasibility-test';
import type { IntegerSolver } from '@/server/core/schedule/integer-program';
import { createOracle } from '@/server/core/schedule/oracle';
import type { Pool } from '@/server/core/schedule/pool';
import { propose } from '@/server/core/schedule/propose';
import { packInputs, unpackInputs } from '@/server/core/schedule/replay-inputs';
import { Caps, Limits, type ProposedBlock, StrategyName } from '@/server/core/schedule/schema';
import { grid, poolOf, scoredInput } from './pools';

const solver = await highsSolver();
/** A refusal solves up to a hundred programs to say what would fit: seconds each where the machine does other work. */
const MANY_PROGRAMS = { timeout: 600_000 };
const CAPS = { perFactor: { task: 20, environment: 20 }, perConfiguration: 20 };

function perLevel(pool: Pool, picks: readonly ProposedBlock[], f: number): number[] {
  const sums = pool.factors[f].levels.map(() => 0);
  for (const { index, demonstrations } of picks) sums[pool.levels[index * pool.factors.length + f]] += demonstrations;
  return sums;
}

describe('a proposal', () => {
  it.each(StrategyName.options)('%s places the whole batch under every cap, the reserve included', (strategy) => {
    const pool = grid([7, 5, 6, 3]);
    const { picks, summary } = propose(scoredInput(pool, { demonstrations: 60, strategy, caps: CAPS }));
    expect(picks.reduce((sum, pick) => sum + pick.demonstrations, 0)).toBe(60);
    expect(Math.max(...perLevel(pool, picks, 0))).toBeLessThanOrEqual(12);
    expect(perLevel(pool, picks, 1)).toEqual([12, 12, 12, 12, 12]);
    expect(summary.forcedEqual).toEqual(['environment']);
    if (strategy !== 'random') expect(summary.reserve).toBe(12);
  });

  it.each(StrategyName.options)('%s picks the same where nobody asks what constraints cost', (strategy) => {
    const input = scoredInput(grid([7, 5, 6, 3]), { demonstrations: 60, strategy, caps: CAPS });
    const batch = ({ picks }: { picks: readonly ProposedBlock[] }) =>
      picks.map(({ index, demonstrations }) => [index, demonstrations]);
    const priced = propose(input);
    const unpriced = propose({ ...input, priced: false });
    expect(batch(unpriced)).toEqual(batch(priced));
    expect(unpriced.summary.bound.map(({ lost }) => lost?.by)).not.toContain('solved again');
  });

  it.each(StrategyName.options)(
    '%s gives the same bytes for the same inputs and others for another seed',
    (strategy) => {
      const of = (seed: string) =>
        canonicalJson(propose(scoredInput(grid([6, 6, 5]), { demonstrations: 50, strategy, caps: CAPS, seed })));
      expect(of('a')).toBe(of('a'));
      expect(of('a')).not.toBe(of('b'));
    },
  );

  it('is filled exactly wherever three capped factors and the limits allow it', MANY_PROGRAMS, () => {
    const level = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(level, level, level), { minLength: 4, maxLength: 30, selector: String }),
        fc.integer({ min: 4, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(...StrategyName.options),
        (codes, demonstrations, blockSize, minPerConfiguration, strategy) => {
          const pool = poolOf(codes, 6);
          const caps = Caps.parse({ perFactor: { task: 30, environment: 30, object: 30 }, perConfiguration: null });
          const limits = Limits.parse({ minPerConfiguration });
          const input = scoredInput(pool, { demonstrations, blockSize, strategy, caps, limits });
          const act = () => propose({ ...input, solver });
          if (!feasibilityTest(pool, caps, limits, solver)(demonstrations, caps).feasible) {
            expect(act).toThrow(DomainError);
            return;
          }
          const { picks, summary } = act();
          expect(summary.demonstrations).toBe(demonstrations);
          for (const f of [0, 1, 2])
            expect(Math.max(...perLevel(pool, picks, f))).toBeLessThanOrEqual(Math.floor(demonstrations * 0.3));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('by the exact allocator is worth no less than by any greedy strategy, and says what is proven', () => {
    const pool = grid([6, 5, 5]);
    const caps = { perFactor: { task: 20, environment: 20, object: 20 }, perConfiguration: 10 };
    const worth = (strategy: StrategyName) => {
      const input = scoredInput(pool, {
        demonstrations: 40,
        blockSize: 1,
        reservePercent: 0,
        strategy,
        caps,
        fill: 'upTo',
      });
      return propose({ ...input, solver }).summary;
    };
    const { optimum, value } = worth('allocator');
    expect(optimum).toMatchObject({ method: 'integer program', gap: 0, limited: false });
    expect(value).toBeCloseTo(optimum!.value, 7);
    expect(optimum!.free!.value).toBeGreaterThanOrEqual(value);
    expect(value).toBeGreaterThanOrEqual(worth('top-k').value - 1e-9);
  });

  it('is refused where a score is not a number', () => {
    const input = scoredInput(grid([5, 5]), { demonstrations: 20 });
    input.scores!.mean[3] = Number.NaN;
    expect(() => propose(input)).toThrow(/chosen by holds a value that is not a finite number/);
  });

  it('says how well the groups hold apart that clusters and representatives stand for, and nothing of it elsewhere', () => {
    const of = (strategy: StrategyName, sizes: number[]) =>
      propose(scoredInput(grid(sizes), { demonstrations: 20, reservePercent: 0, strategy })).summary.clusters;
    expect(of('top-k', [5, 5])).toBeNull();
    for (const strategy of ['k-means', 'k-medoids'] as const) {
      expect(of(strategy, [5, 5])).toMatchObject({ groups: 5, configurations: 25, measuredOn: 25 });
      expect(of(strategy, [9, 9, 9])).toMatchObject({ configurations: 729, measuredOn: 500 });
    }
  });

  it('says what each constraint cost: the gain of the batch without it, or at the margin', () => {
    const pool = grid([6, 5, 5]);
    const caps = { perFactor: { task: 25, environment: 25 }, perConfiguration: 10 };
    const input = scoredInput(pool, {
      demonstrations: 40,
      blockSize: 1,
      strategy: 'allocator',
      caps,
      reservePercent: 0,
    });
    const { summary } = propose(input);
    const first = summary.bound[0];
    expect(first.lost?.by).toBe('solved again');
    expect(summary.bound.slice(3).every(({ lost }) => lost?.by === 'marginal')).toBe(true);
    for (const { lost } of summary.bound) expect(lost?.value).toBeGreaterThanOrEqual(0);
    if (first.binding.kind !== 'level') return;
    const lifted = { factor: first.binding.factor, level: first.binding.level };
    const oracle = createOracle({ ...input.request, pool, batch: 40, exact: true, lifted: first.binding });
    expect(oracle.levelCap(lifted.factor === 'task' ? 0 : 1, Number(lifted.level.split('-')[1]))).toBeNull();
  });

  it('is replayed from the stored solution where the solver reached its limit', () => {
    const pool = poolOf(
      [...Array(40).keys()].map((i) => [i % 5, (3 * i) % 7, Math.floor(i / 5)]),
      6,
    );
    const caps = { perFactor: { task: 30, environment: 30, object: 30 }, perConfiguration: null };
    const { ids, similarity: _, ...input } = scoredInput(pool, { demonstrations: 30, strategy: 'allocator', caps });
    const inputs = {
      ...input,
      ids: Float64Array.from(ids),
      measured: null,
      confirmed: [],
      pins: [],
      outcomes: null,
      demonstrated: null,
      bootstrapOverride: null,
    };
    const cutShort: IntegerSolver = (program, nodes) => ({ ...solver(program, nodes), status: 'limit' });
    const first = decide(inputs, cutShort);
    expect(first.solutions.length).toBeGreaterThan(0);
    expect(first.summary.optimum?.limited).toBe(true);
    const unlike: IntegerSolver = () => ({ status: 'limit', x: null, bound: null, rowDuals: null });
    const stored = unpackInputs(packInputs({ ...inputs, solutions: first.solutions }));
    expect(canonicalJson(decide(stored, unlike))).toBe(canonicalJson(first));
  });

  it('is filled exactly wherever two capped factors allow it', MANY_PROGRAMS, () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
          minLength: 4,
          selector: String,
        }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(...StrategyName.options),
        (codes, demonstrations, blockSize, strategy) => {
          const pool = poolOf(codes, 4);
          const caps = Caps.parse({ perFactor: { task: 30, environment: 30 }, perConfiguration: null });
          const act = () => propose(scoredInput(pool, { demonstrations, blockSize, strategy, caps }));
          if (feasibilityTest(pool, caps, null)(demonstrations, caps).feasible)
            expect(act().summary.demonstrations).toBe(demonstrations);
          else expect(act).toThrow(DomainError);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is chosen by coverage below the bootstrap size, unless the lead gave a reason', () => {
    const input = { ...scoredInput(grid([6, 6]), { demonstrations: 30, caps: CAPS }), trainingSetSize: 20 };
    const kinds = (proposal: ReturnType<typeof propose>) => new Set(proposal.picks.map(({ reason }) => reason.kind));
    expect(kinds(propose(input))).toEqual(new Set(['random', 'coverage']));
    expect(propose(input).summary.bootstrap).toEqual({ trainingSetSize: 20, below: 50, override: null });
    expect(kinds(propose({ ...input, bootstrapOverride: 'trained elsewhere on 400' }))).toEqual(
      new Set(['random', 'scored']),
    );
  });

  it('counts pins under the caps and refuses one that breaks them', () => {
    const input = scoredInput(grid([6, 6]), { demonstrations: 30, caps: CAPS });
    const { picks, summary } = propose({ ...input, pins: [{ index: 0, demonstrations: 6 }] });
    expect(summary.pinned).toBe(6);
    expect(perLevel(input.pool, picks, 0)[0]).toBe(6);
    expect(() => propose({ ...input, pins: [{ index: 0, demonstrations: 7 }] })).toThrow(/pinned/);
  });

  it('stays inside money, hours and scarce levels, and takes what they allow when it may', () => {
    const money = { limit: 100, perDemonstration: 3, perSetup: 1 };
    const input = scoredInput(grid([6, 6]), {
      demonstrations: 60,
      blockSize: 2,
      fill: 'upTo',
      limits: { money },
      caps: CAPS,
    });
    const { summary } = propose(input);
    expect(summary.demonstrations).toBeGreaterThanOrEqual(24);
    expect(summary.demonstrations * 3 + summary.configurations).toBeLessThanOrEqual(100);
    expect(() => propose({ ...input, request: { ...input.request, fill: 'exact' } })).toThrow(/The money pays for/);

    const scarce = [{ factor: 'task', level: 'task-0', maximum: 3 }];
    const few = scoredInput(grid([6, 6]), { demonstrations: 30, limits: { scarce }, caps: CAPS });
    expect(perLevel(few.pool, propose(few).picks, 0)[0]).toBeLessThanOrEqual(3);
  });

  it('says what a cap turned away', () => {
    const input = scoredInput(grid([5, 6, 4]), {
      demonstrations: 50,
      strategy: 'top-k',
      reservePercent: 0,
      caps: CAPS,
    });
    for (let i = 0; i < 24; i++) input.scores!.mean[i] += 2;
    const refused = propose(input).picks.filter(({ reason }) => reason.insteadOf);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0].reason.boundBy).toMatchObject({ kind: 'level', factor: 'task', level: 'task-0', most: 10 });
    expect(refused[0].reason.insteadOf!.gain).toBeGreaterThan(refused[0].reason.gain!);
  });
});
