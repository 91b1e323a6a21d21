import { describe, expect, it } from 'vitest';
import { type EfficiencyData, efficiencyAnswer } from '@/app/p/[program]/(manager)/efficiency/efficiency-answer';

const saved = (estimate: number, low: number, high: number, censored = 0) =>
  efficiencyAnswer({
    evaluations: [{}],
    bands: [],
    comparison: { claimable: true, censored, savedInterval: { estimate, low, high, n: 10, level: 0.9 } },
  } as unknown as EfficiencyData);

const band = (arm: string, points: readonly [number, number][]) => ({
  arm,
  band: { points: points.map(([x, mean]) => ({ x, mean, low: mean, high: mean })) },
});

describe('the one sentence of a comparison that claims nothing', () => {
  it('holds the arms against each other as far as both go', () => {
    const sentence = (axis: string) =>
      efficiencyAnswer({
        evaluations: [{}],
        axis,
        bands: [
          band('active', [
            [4, 0.5],
            [8, 0.8],
          ]),
          band('random', [
            [4, 0.4],
            [6, 0.5],
          ]),
        ],
        comparison: { n: 1, basis: 'runs', claimable: false, savedInterval: null },
      } as unknown as EfficiencyData);
    expect(sentence('demonstrations')).toBe(
      'After 6 demonstrations active collection stands at 65 % success (between two of its evaluations) and random at 50 % success, in 1 paired run; a claim about savings needs at least 6 collection runs.',
    );
    expect(sentence('hours')).toMatch(/^Where the shorter curve ends active/);
  });
});

describe('the one sentence of a comparison that may claim', () => {
  it('says what was saved, or lost', () => {
    expect(saved(35, 24.3, 45.7)).toBe(
      "To reach random collection's final success, active collection needed 35 fewer demonstrations (90 % interval of what was saved 24.3 to 45.7, 10 paired runs).",
    );
    expect(saved(-12, -20, -4)).toContain('needed 12 more demonstrations (90 % interval of what was saved -20 to -4,');
  });

  it('says so where it may have been nothing, and where runs never got there', () => {
    expect(saved(14.5, -3.08, 32.1, 1)).toBe(
      "Whether active collection saves anything is not known yet: to reach random collection's final success, active collection needed 14.5 fewer demonstrations (90 % interval of what was saved -3.08 to 32.1, 10 paired runs). In 1 run active never got there, so the true figure is lower.",
    );
    expect(saved(20, 5, 35, 2)).toContain('In 2 runs active never got there');
  });
});
