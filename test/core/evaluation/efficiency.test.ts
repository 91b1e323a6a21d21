import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisValue } from '@/server/core/evaluation/axis';
import { type EvaluationOfRun, efficiencyOf, heldAgainst } from '@/server/core/evaluation/efficiency';
import { queriesPerPoint } from '@/server/core/evaluation/indicators';
import { compareAtTarget } from '@/server/core/evaluation/reached-target';
import { roundEstimates } from '@/server/core/evaluation/round-estimates';

const terms = {
  minutesPerDemonstration: 2,
  minutesPerChangeover: 3,
  perDemonstrationMinor: 1000,
  overheadPerRoundMinor: 500,
};
const asked = { axis: 'demonstrations' as const, terms };

/** Evaluations of a run at 60, 80 and 100 demonstrations with these rates on 100 trials. */
function run(
  runId: number,
  arm: 'active' | 'random',
  seed: number,
  rates: readonly number[],
  rest: Partial<EvaluationOfRun> = {},
): EvaluationOfRun[] {
  return rates.map((rate, i) => ({
    runId,
    arm,
    seed,
    strategy: arm === 'active' ? 'dpp' : 'random',
    demonstrations: 60 + 20 * i,
    collection: null,
    changeovers: 10 * (i + 1),
    successes: Math.round(100 * rate),
    trials: 100,
    aggregate: false,
    ...rest,
  }));
}

const pairsOf = (n: number, collections = false) =>
  Array.from({ length: n }, (_, seed) => [
    ...run(seed, 'active', seed, [0.4, 0.6, 0.8], { collection: collections ? 'one active' : null }),
    ...run(100 + seed, 'random', seed, [0.4, 0.5, 0.6], { collection: collections ? 'one random' : null }),
  ]).flat();

describe('efficiency', () => {
  it('six paired collection runs may claim, six training seeds of one collection never', () => {
    const [runs] = efficiencyOf(pairsOf(6), asked).strategies;
    expect(runs.comparison).toMatchObject({ n: 6, basis: 'runs', claimable: true, wins: 6 });
    const [seeds] = efficiencyOf(pairsOf(6, true), asked).strategies;
    expect(seeds.active).toMatchObject({ kind: 'one-collection', band: { n: 6, kind: 'one-collection' } });
    expect(seeds.comparison).toMatchObject({ n: 6, basis: 'one-collection', claimable: false });
  });

  it('training seeds of a collection are one line where there are several collections', () => {
    const twice = [
      ...run(1, 'active', 1, [0.4, 0.6, 0.8], { collection: 'first' }),
      ...run(2, 'active', 2, [0.2, 0.4, 0.6], { collection: 'first' }),
      ...run(3, 'active', 3, [0.4, 0.6, 0.8], { collection: 'second' }),
    ];
    const [{ active }] = efficiencyOf(twice, asked).strategies;
    expect(active.kind).toBe('runs');
    expect(active.lines.map(({ line }) => line.y)).toEqual([
      [0.3, 0.5, 0.7],
      [0.4, 0.6, 0.8],
    ]);
  });

  it('keeps strategies apart, each against the same random runs', () => {
    const other = run(50, 'active', 0, [0.4, 0.4, 0.4], { strategy: 'top-k' });
    const { strategies } = efficiencyOf([...pairsOf(2), ...other], asked);
    expect(strategies.map(({ active, comparison }) => [active.strategy, comparison?.n, comparison?.wins])).toEqual([
      ['dpp', 2, 2],
      ['top-k', 1, 0],
    ]);
  });

  it('bare counts are drawn and never paired, and what is left out is counted', () => {
    const rows = [
      ...run(1, 'active', 1, [0.4, 0.6, 0.8], { aggregate: true }),
      ...run(2, 'random', 1, [0.4, 0.5, 0.6]),
      ...run(3, 'active', 2, [0.5], { demonstrations: null }),
    ];
    const found = efficiencyOf(rows, asked);
    expect(found.strategies[0]).toMatchObject({ comparison: null, active: { band: { points: { length: 3 } } } });
    expect(found.leftOut).toEqual({ noRun: 0, unknownTrainingSet: 1, noTrials: 0, randomSubset: 0, unlistedRandom: 0 });
  });

  it('what goes by the random arm’s name alone is drawn under another where there is no random arm, and compared with nothing', () => {
    const active = run(1, 'active', 1, [0.4, 0.6, 0.8]);
    const said = run(2, 'random', 1, [0.4, 0.5, 0.6], { notRandom: 'unlisted' });
    const alone = efficiencyOf([...active, ...said], asked);
    expect(alone).toMatchObject({ random: null, standIn: { why: 'unlisted' }, leftOut: { unlistedRandom: 3 } });
    expect(alone.standIn?.lines.band.points.map(({ mean }) => mean)).toEqual([0.4, 0.5, 0.6]);
    expect(alone.strategies[0].comparison).toBeNull();
    const beside = efficiencyOf([...active, ...said, ...run(3, 'random', 1, [0.4, 0.45, 0.5])], asked);
    expect(beside.standIn).toBeNull();
    expect(beside.random?.band.points.map(({ mean }) => mean)).toEqual([0.4, 0.45, 0.5]);
  });

  it('choosing costs active its rounds, and hours need the list of recordings', () => {
    const effort = { demonstrations: 80, changeovers: 20, rounds: 2 };
    expect(axisValue('money', effort, 'active', terms)).toBe(81_000);
    expect(axisValue('money', effort, 'random', terms)).toBe(80_000);
    expect(axisValue('hours', effort, 'active', terms)).toBeCloseTo((160 + 60) / 60, 12);
    expect(axisValue('hours', { ...effort, changeovers: null }, 'active', terms)).toBeNull();
    const unlisted = pairsOf(2).map((row) => ({ ...row, changeovers: null }));
    const { strategies } = efficiencyOf(unlisted, { axis: 'hours', terms });
    expect(strategies[0]).toMatchObject({ comparison: null, active: { band: { points: [] } } });
  });

  it('holds every other arm against a strategy, by the same pairs the other way round', () => {
    const dealt = Array.from({ length: 6 }, (_, seed) =>
      run(200 + seed, 'active', seed, [0.4, 0.55, 0.7], { strategy: 'stratified-random' }),
    ).flat();
    const found = efficiencyOf([...pairsOf(6), ...dealt], asked);
    const held = heldAgainst(found, 'stratified-random')!;
    expect(held.map(({ lines }) => [lines.arm, lines.strategy])).toEqual([
      ['random', 'random'],
      ['active', 'dpp'],
    ]);
    const versusRandom = found.strategies.find(({ active }) => active.strategy === 'stratified-random')!.comparison!;
    expect(held[0].comparison).toMatchObject({ n: 6, wins: 0 });
    expect(held[0].comparison?.difference?.estimate).toBeCloseTo(-versusRandom.difference!.estimate, 12);
    expect(held[1].comparison).toMatchObject({ n: 6, wins: 6 });
    expect(heldAgainst(found, 'k-center')).toBeNull();
  });
});

describe('to a target', () => {
  const x = [50, 100, 150];
  const line = (...y: number[]) => ({ x, y });

  it('runs that never get there count at the end of the range and are counted', () => {
    const pairs = [
      { seed: '1', active: line(0, 0.5, 1), random: line(0, 0.1, 0.2) },
      { seed: '2', active: line(0, 0.5, 1), random: line(0, 0.25, 0.5) },
    ];
    expect(compareAtTarget(pairs, 0.5)).toMatchObject({
      to: 150,
      active: { reached: 2, total: 2, restrictedMean: 100 },
      random: { reached: 1, total: 2, restrictedMean: 150 },
      savedMean: 50,
      censored: 1,
    });
  });

  it('of swapped arms saves the opposite', () => {
    const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(rates, rates, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, target) => {
        const there = compareAtTarget([{ seed: '1', active: line(...a), random: line(...b) }], target);
        const back = compareAtTarget([{ seed: '1', active: line(...b), random: line(...a) }], target);
        expect((there?.savedMean ?? 0) + (back?.savedMean ?? 0)).toBeCloseTo(0, 9);
      }),
    );
  });
});

describe('rounds and indicators', () => {
  const curve = (trials: number, ...rates: number[]) =>
    rates.map((rate, i) => ({ demonstrations: 60 + 20 * i, successes: Math.round(rate * trials), trials }));

  it('a round gains what was evaluated before and after it, and estimates only what was scored', () => {
    const pick = (round: number, score: number | null, planned: number, confirmed: number) => ({
      round,
      score,
      spread: score === null ? null : 0.1,
      beta: 1,
      planned,
      confirmed,
    });
    const picks = [pick(1, null, 60, 60), pick(2, 0.4, 10, 10), pick(2, 0.9, 10, 10), pick(3, 0.4, 20, 5)];
    const { rounds, skill } = roundEstimates(picks, curve(100, 0.4, 0.6));
    expect(rounds[0]).toMatchObject({ improvement: null, mass: null, gained: null });
    expect(rounds[1]).toMatchObject({ planned: 20, improvement: 1, mass: 15 });
    expect(rounds[1].gained).toBeCloseTo(20, 9);
    expect(rounds[2]).toMatchObject({ improvement: 0.25, mass: 2.5, gained: null });
    expect(skill).toBeNull();
  });

  it('has no number of demonstrations per point where the gain may be nothing', () => {
    expect(queriesPerPoint(curve(50, 0.5, 0.52))?.perPoint).toBeNull();
    const sure = queriesPerPoint(curve(5000, 0.4, 0.6));
    expect(sure?.perPoint?.estimate).toBeCloseTo(1, 9);
    expect(queriesPerPoint(curve(50, 0.5))).toBeNull();
  });
});
