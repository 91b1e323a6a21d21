import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { calibrate, type ReserveRollout } from '@/server/core/uncertainty/calibrate';

/** Rollouts of 20 configurations, of which those with high scores fail more often. */
function reserveOf(skill: number): ReserveRollout[] {
  const random = seededRandom('reserve');
  return Array.from({ length: 100 }, (_, i) => {
    const configurationId = i % 20;
    const danger = configurationId / 20;
    return {
      configurationId,
      score: danger + 0.1 * random.uniform(),
      first: random.uniform(),
      failed: random.uniform() < skill * danger + (1 - skill) / 2,
    };
  });
}

describe('calibration on the random reserve', () => {
  it('finds the skill of a score that fails where it is high, and none in one that does not', () => {
    const good = calibrate(reserveOf(1), 'a')!;
    expect(good).toMatchObject({ rollouts: 100, configurations: 20 });
    expect(good.whole.auroc!.low).toBeGreaterThan(0.5);
    expect(good.whole.spearman!).toBeGreaterThan(0.3);
    expect(good.first.auroc!.auroc).toBeLessThan(good.whole.auroc!.auroc);
    const useless = calibrate(reserveOf(0), 'a')!;
    expect(useless.whole.auroc!.low).toBeLessThan(0.5);
    expect(good.ceiling!).toBeGreaterThan(0.9);
  });

  it('predicts failures without having seen those of the same configuration', () => {
    const { reliability } = calibrate(reserveOf(1), 'a')!;
    expect(reliability!.bins).toHaveLength(10);
    expect(reliability!.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(100);
    expect(reliability!.bins[9].observed).toBeGreaterThan(reliability!.bins[0].observed);
    // One failing configuration alone at the top: the others never saw a failure, so none is predicted.
    const lone = Array.from({ length: 10 }, (_, i) => ({
      configurationId: i,
      score: i,
      first: i,
      failed: i === 9,
    }));
    expect(Math.max(...calibrate(lone, 'a')!.reliability!.bins.map((bin) => bin.predicted))).toBeLessThan(0.5);
  });

  it('does not depend on the order of the rollouts, and says nothing where there is nothing to say', () => {
    expect(calibrate([], 'a')).toBeNull();
    const one = calibrate([{ configurationId: 1, score: 0.3, first: 0.2, failed: true }], 'a')!;
    expect(one).toMatchObject({ reliability: null, threshold: null, ceiling: null });
    expect(one.whole).toEqual({ spearman: null, auroc: null });
    const all = reserveOf(1);
    expect(calibrate([...all].reverse(), 'a')!.whole.auroc!.auroc).toBe(calibrate(all, 'a')!.whole.auroc!.auroc);
  });
});
