import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf } from '@/server/core/evaluation/band';
import { compareArms } from '@/server/core/evaluation/compare-arms';
import { curveOf } from '@/server/core/evaluation/curve';
import { demonstrationsSaved } from '@/server/core/evaluation/demonstrations-saved';
import { reachedOf } from '@/server/core/evaluation/demonstrations-to-target';
import { collectedImprovement, estimateSkill } from '@/server/core/evaluation/estimated-improvement';
import { failureShares } from '@/server/core/evaluation/failure-modes';
import { doesItPay } from '@/server/core/evaluation/pays';
import { planPower, trialsToShow } from '@/server/core/evaluation/power';
import { resolvableDifference } from '@/server/core/evaluation/resolution';
import { breakEvenSaving, returnOnInvestment } from '@/server/core/evaluation/return-on-investment';
import { signFlipP } from '@/server/core/evaluation/sign-flip';
import {
  budgetRule,
  combinedVerdict,
  exhaustedRule,
  marginalGainRule,
  plateauRule,
  steadyAdvice,
  targetRule,
} from '@/server/core/evaluation/stopping';
import { wilsonInterval } from '@/server/core/evaluation/wilson';
import { seededRandom } from '@/server/core/numeric/random';

const points = (trials: number, ...rates: number[]) =>
  rates.map((rate, i) => ({ demonstrations: 100 * (i + 1), successes: Math.round(rate * trials), trials }));

describe('curveOf', () => {
  it('leaves unknown training sets out and pools evaluations of one size', () => {
    const results = [
      { demonstrations: 100, successes: 8, trials: 10 },
      { demonstrations: null, successes: 10, trials: 10 },
      { demonstrations: 50, successes: 4, trials: 10 },
      { demonstrations: 100, successes: 4, trials: 10 },
    ];
    expect(curveOf(results)).toEqual([
      { demonstrations: 50, successes: 4, trials: 10 },
      { demonstrations: 100, successes: 12, trials: 20 },
    ]);
  });
});

describe('demonstrations saved', () => {
  const x = [50, 100, 150];
  it('ends where the shorter run ends and marks what was never reached as a bound', () => {
    const [saved] = demonstrationsSaved([
      { seed: '1', active: { x, y: [0.1, 0.2, 0.3] }, random: { x: [50, 100], y: [0.1, 0.4] } },
    ]);
    expect(saved).toMatchObject({ target: 0.4, active: null, censored: true, saved: 0, to: 100 });
  });
  it('of identical runs is 0', () => {
    const line = { x, y: [0.1, 0.3, 0.2] };
    expect(demonstrationsSaved([{ seed: '1', active: line, random: line }])[0].saved).toBe(0);
  });
  it('a target never reached counts at the end of the range and is said', () => {
    expect(reachedOf([80, null], 150)).toEqual({ reached: 1, total: 2, restrictedMean: 115 });
  });
});

describe('bands', () => {
  const lines = (n: number) => Array.from({ length: n }, (_, i) => ({ x: [0, 10], y: [i / 10, 1] }));
  it('over runs need six, over one collection three', () => {
    expect(bandOf(lines(5), 'runs').points[0].low).toBeNull();
    expect(bandOf(lines(6), 'runs').points[0].low).not.toBeNull();
    expect(bandOf(lines(2), 'one-collection').points[0].low).toBeNull();
    expect(bandOf(lines(3), 'one-collection').points[0].low).not.toBeNull();
  });
});

describe('comparison', () => {
  it('of swapped arms has the opposite difference and the same p', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(rate, rate, rate, rate), { minLength: 2, maxLength: 6 }), (seeds) => {
        const x = [0, 100];
        const pair = (flip: boolean) =>
          seeds.map(([a, b, c, d], seed) => {
            const [one, other] = [
              { x, y: [a, b] },
              { x, y: [c, d] },
            ];
            return { seed: String(seed), active: flip ? other : one, random: flip ? one : other };
          });
        const there = compareArms(pair(false), seededRandom(1));
        const back = compareArms(pair(true), seededRandom(1));
        expect(there?.difference?.estimate).toBeCloseTo(-(back?.difference?.estimate ?? 0), 12);
        expect(there?.p).toBe(back?.p);
        expect((there?.wins ?? 0) + (back?.wins ?? 0)).toBe(seeds.length);
      }),
      { numRuns: 30 },
    );
  });
  it('five seeds cannot reach p < 0.05', () => {
    expect(signFlipP([1, 2, 3, 4, 5])).toBe(0.0625);
  });
});

describe('stopping rules', () => {
  it('a small panel never says that less than a point was gained', () => {
    const advice = marginalGainRule(points(50, 0.8, 0.8));
    expect(advice.verdict).toBe('undetermined');
    expect(advice.resolvesPoints).toBeGreaterThan(14);
  });
  it('a panel that could have seen one point stops', () => {
    expect(marginalGainRule(points(40_000, 0.8, 0.8)).verdict).toBe('stop');
    expect(marginalGainRule(points(40_000, 0.7, 0.8)).verdict).toBe('continue');
  });
  it('a plateau needs three rounds and a panel that sees', () => {
    expect(plateauRule(points(100, 0.8, 0.8, 0.8)).verdict).toBe('undetermined');
    expect(plateauRule(points(100, 0.8, 0.8, 0.8, 0.8)).verdict).toBe('undetermined');
    expect(plateauRule(points(20_000, 0.8, 0.801, 0.8, 0.8)).verdict).toBe('stop');
    expect(plateauRule(points(20_000, 0.5, 0.6, 0.7, 0.8)).verdict).toBe('continue');
  });
  it('a target is met by the lower bound, not by the estimate', () => {
    expect(targetRule(points(20, 0.9), 0.85).verdict).toBe('undetermined');
    expect(targetRule(points(2000, 0.9), 0.85).verdict).toBe('stop');
    expect(targetRule(points(2000, 0.5), 0.85).verdict).toBe('continue');
  });
  it('what said stop goes on saying so until an evaluation surely says go on', () => {
    const [blind, sharp] = [points(50, 0.8, 0.8, 0.8), points(40_000, 0.8, 0.8, 0.9)];
    const rule = (curve: Parameters<typeof marginalGainRule>[0]) => marginalGainRule(curve);
    const held = steadyAdvice([...sharp.slice(0, 2), blind[2]], rule);
    expect(held.verdict).toBe('stop');
    expect(held.evidence).toMatch(/^Said stop at 200 demonstrations/);
    expect(steadyAdvice(sharp, rule).verdict).toBe('continue');
    expect(steadyAdvice([], rule).verdict).toBe('undetermined');
  });
  it('money, thresholds and combinations', () => {
    expect(budgetRule(499, 500).verdict).toBe('stop');
    expect(exhaustedRule([0.1, 0.2], 0.3).verdict).toBe('stop');
    expect(exhaustedRule([0.1, 0.4], 0.3).verdict).toBe('continue');
    expect(exhaustedRule([0.1], null).verdict).toBe('undetermined');
    const [stop, go] = [budgetRule(0, 1), budgetRule(1, 1)];
    expect([combinedVerdict([stop, go], 'any'), combinedVerdict([stop, go], 'all')]).toEqual(['stop', 'continue']);
  });
});

describe('does it pay', () => {
  const terms = { perDemonstrationMinor: 1000, overheadPerRoundMinor: 5000, rounds: 2, minimumWorthMinor: 2000 };
  const saved = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high, n: 6, level: 0.9 });
  const whole = { censored: 0, claimable: true };
  it('per round, by the ends of the interval', () => {
    expect(doesItPay(saved(11, 30), terms, whole)).toMatchObject({ verdict: 'pays', net: { low: 500, high: 10_000 } });
    expect(doesItPay(saved(-5, 11), terms, whole).verdict).toBe('does_not_pay');
    expect(doesItPay(saved(11, 30), { ...terms, perDemonstrationMinor: 0 }, whole).verdict).toBe('undetermined');
    expect(doesItPay(saved(9, 30), terms, whole).verdict).toBe('undetermined');
  });
  it('an upper bound refutes but never supports, and few runs claim nothing', () => {
    expect(doesItPay(saved(11, 30), terms, { censored: 1, claimable: true }).verdict).toBe('undetermined');
    expect(doesItPay(saved(-5, 11), terms, { censored: 1, claimable: true }).verdict).toBe('does_not_pay');
    expect(doesItPay(saved(11, 30), terms, { censored: 0, claimable: false }).verdict).toBe('undetermined');
  });
  it('breaks even where a round saves what it costs', () => {
    expect(breakEvenSaving(5000, 1000)).toBe(5);
    expect(returnOnInvestment(10, 1000, 5000)).toBe(1);
  });
});

describe('power', () => {
  it('trials to show a difference and the difference trials resolve are inverse', () => {
    const trials = trialsToShow(0.08, 0.8, 0.95, 0.5);
    expect(resolvableDifference(0.8, trials)).toBeCloseTo(0.08, 3);
    expect(trialsToShow(0.01, 0.8, 0.95, 0.5)).toBeGreaterThan(12_000);
  });
  it('a saving cannot be shown where the random curve is flat, nor beyond its end', () => {
    const flat = { x: [0, 50, 100], y: [0, 0.5, 0.5] };
    expect(planPower(flat, 0.5, 0)?.trials).toBeNull();
    expect(planPower(flat, 0.9, 0.2)).toBeNull();
    expect(planPower({ x: [0, 100], y: [0, 0.5] }, 0.5, 0.2)).toMatchObject({ reserve: 100 });
  });
});

describe('shares and estimates', () => {
  it('Wilson’s interval holds its estimate and stays within [0, 1]', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (a, b) => {
        const interval = wilsonInterval(a, a + b);
        if (a + b === 0) {
          expect(interval).toBeNull();
          return;
        }
        expect(interval?.low).toBeGreaterThanOrEqual(0);
        expect(interval?.high).toBeLessThanOrEqual(1);
        expect(interval?.low).toBeLessThanOrEqual((interval?.estimate ?? 0) + 1e-12);
        expect(interval?.high).toBeGreaterThanOrEqual((interval?.estimate ?? 1) - 1e-12);
      }),
      { examples: [[0, 0]] },
    );
  });
  it('failure modes stand in one order for all rounds, the unnamed under their own name, as shares of known trials', () => {
    const { modes, rounds } = failureShares([
      { demonstrations: 80, trials: 10, failures: [{ mode: 'dropped', count: 1 }] },
      {
        demonstrations: 60,
        trials: 10,
        failures: [
          { mode: null, count: 2 },
          { mode: ' ', count: 1 },
          { mode: 'dropped', count: 1 },
        ],
      },
    ]);
    expect(modes).toEqual(['not named', 'dropped']);
    expect(rounds.map(({ demonstrations, shares }) => [demonstrations, ...shares.map((one) => one.failures)])).toEqual([
      [60, 3, 1],
      [80, 0, 1],
    ]);
    expect(rounds[0].shares[0].share).toMatchObject({ estimate: 0.3, n: 10 });
  });
  it('over-collecting one block does not make up for another', () => {
    const blocks = [
      { mass: 2, planned: 5, collected: 50 },
      { mass: 2, planned: 5, collected: 0 },
    ];
    expect(collectedImprovement(blocks)).toBe(0.5);
    expect(estimateSkill([{ estimated: 1, gained: 1 }])).toBeNull();
  });
});
