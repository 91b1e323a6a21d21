import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greedyDeterminant } from '@/server/core/acquisition/dpp';
import { facilityLocation } from '@/server/core/acquisition/facility-location';
import { farthestFirst } from '@/server/core/acquisition/farthest-first';
import { anovaSimilarity } from '@/server/core/acquisition/kernel';
import { strategies } from '@/server/core/acquisition/strategies';
import { seededRandom } from '@/server/core/numeric/random';
import { propose } from '@/server/core/schedule/propose';
import { StrategyName } from '@/server/core/schedule/schema';
import { grid, scoredInput } from '../schedule/pools';

// Whole steps apart, so that what is tested is not how ties are broken.
const points = fc.uniqueArray(fc.nat(100), { minLength: 4, maxLength: 9 });

describe('selection', () => {
  it('does not change when all scores are multiplied by a power of two', () => {
    const of = (scale: number) => {
      const input = scoredInput(grid([6, 6, 5]), { demonstrations: 50, reservePercent: 0 });
      input.scores!.mean.forEach((value, i, all) => {
        all[i] = value * scale;
      });
      input.scores!.sd.fill(0.125 * scale);
      return propose(input).picks.map(({ index, demonstrations }) => [index, demonstrations]);
    };
    expect(of(8)).toEqual(of(1));
  });

  it.each(StrategyName.options)(
    'of %s looks at scores and at how rollouts ended where it says so, and nowhere else',
    (strategy) => {
      const of = (scoreSeed: number, endSeed: number) => {
        const pool = grid([6, 6, 5]);
        const caps = { perFactor: { task: 20, environment: 20 }, perConfiguration: 20 };
        const input = scoredInput(
          pool,
          { demonstrations: 30, reservePercent: 0, strategy, caps, blockSize: 1 },
          scoreSeed,
        );
        const failed = seededRandom(`ended/${endSeed}`);
        const size = pool.room.length;
        const outcomes = {
          judged: new Float64Array(size).fill(1),
          failed: Float64Array.from({ length: size }, () => failed.int(2)),
        };
        const confirmed = [0, 7, 50];
        const discount = input.scores!.mean.map((value) => 1 - value / 2);
        const measured = new Uint8Array(size).fill(scoreSeed % 2);
        return propose({ ...input, measured, discount, outcomes, confirmed }).picks.map(({ index }) => index);
      };
      const { reads } = strategies[strategy];
      const other = [2, 3, 4];
      expect(other.some((seed) => String(of(seed, 1)) !== String(of(1, 1)))).toBe(reads === 'scores');
      expect(other.some((seed) => String(of(1, seed)) !== String(of(1, 1)))).toBe(reads === 'outcomes');
    },
  );

  it('does not depend on the order of the items', () => {
    fc.assert(
      fc.property(points, fc.integer(), (x, seed) => {
        const order = seededRandom(seed).shuffle([...x.keys()]);
        const pick = (values: readonly number[]) => {
          const entry = (i: number, j: number) =>
            (1 + values[i]) * (1 + values[j]) * Math.exp(-0.01 * (values[i] - values[j]) ** 2);
          const { order: found } = greedyDeterminant({
            size: values.length,
            diagonal: (i) => entry(i, i),
            entry,
            ridge: 1,
            steps: 2,
          });
          return found.map((i) => values[i]);
        };
        expect(pick(order.map((i) => x[i]))).toEqual(pick(x));
      }),
      { numRuns: 200 },
    );
  });

  it('leaves at most twice the best possible radius', () => {
    fc.assert(
      fc.property(points, (x) => {
        const away = (i: number, j: number) => Math.abs(x[i] - x[j]);
        const { radii } = farthestFirst(x.length, [0], 2, away);
        let best = Number.POSITIVE_INFINITY;
        for (let a = 0; a < x.length; a++) {
          for (let b = 0; b < x.length; b++) {
            best = Math.min(best, Math.max(...x.map((_, i) => Math.min(away(i, 0), away(i, a), away(i, b)))));
          }
        }
        expect(radii.at(-1)!).toBeLessThanOrEqual(2 * best + 1e-9);
      }),
      { numRuns: 200 },
    );
  });

  it('stays within 1 − 1/e of the best stand-ins', () => {
    const pool = grid([3, 2, 2]);
    const similarity = anovaSimilarity(pool);
    const all = Int32Array.from(pool.room.keys());
    const value = (set: readonly number[]) => {
      const objective = facilityLocation(all.length, all, () => 1, similarity);
      for (const j of set) objective.add(j);
      return objective.value();
    };
    const greedy: number[] = [];
    for (let step = 0; step < 3; step++)
      greedy.push(all.reduce((a, b) => (value([...greedy, b]) > value([...greedy, a]) ? b : a)));
    let best = 0;
    for (const a of all) for (const b of all) for (const c of all) best = Math.max(best, value([a, b, c]));
    expect(value(greedy)).toBeGreaterThanOrEqual((1 - 1 / Math.E) * best);
  });
});
