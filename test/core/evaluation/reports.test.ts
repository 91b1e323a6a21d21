import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationReport } from '@/server/core/evaluation/calibration-report';
import { coverageReport } from '@/server/core/evaluation/coverage-report';
import { tWayCoverage } from '@/server/core/evaluation/factor-coverage';
import { seededRandom } from '@/server/core/numeric/random';
import { grid } from '../schedule/pools';

describe('coverage of a matrix', () => {
  const pool = grid([3, 3, 2]);
  const report = (counts: readonly number[]) => coverageReport(pool, counts, seededRandom(1));

  it('of everything is whole and of nothing has no distance', () => {
    expect(report(new Array(18).fill(1))).toMatchObject({ oneWay: 1, twoWay: 1, threeWay: 1, radius: 0, within: 1 });
    expect(report(new Array(18).fill(0))).toMatchObject({ oneWay: 0, radius: null, within: null, diversity: null });
  });

  it('one configuration is within δ of itself and of all that differ from it in one factor', () => {
    const counts = new Array(18).fill(0);
    counts[0] = 5;
    expect(report(counts).within).toBeCloseTo((1 + 2 + 2 + 1) / 18, 12);
  });

  it('what must not be scheduled is no part of the matrix', () => {
    const room = pool.room.slice();
    room[17] = 0;
    const counts = new Array(18).fill(1);
    counts[17] = 0;
    expect(coverageReport({ ...pool, room }, counts, seededRandom(1))).toMatchObject({ matrix: 17, threeWay: 1 });
  });

  it('counts combinations as sets do, whatever is covered', () => {
    const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(1)), { maxLength: 12 });
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 1, max: 3 }), (covered, more, t) => {
        const allowed = [...covered, ...more];
        const keys = (list: readonly (readonly number[])[]) =>
          new Set(
            [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]]
              .filter((factors) => factors.length === t)
              .flatMap((factors) => list.map((row) => `${factors}: ${factors.map((f) => row[f])}`)),
          );
        const share = tWayCoverage(
          t,
          [3, 4, 2],
          covered.map((levels) => ({ levels, demonstrations: 1 })),
          allowed,
        );
        expect(share).toBeCloseTo(allowed.length ? keys(covered).size / keys(allowed).size : 1, 12);
      }),
    );
  });
});

describe('calibration', () => {
  const rollouts = (n: number, failedFrom: number) =>
    Array.from({ length: n }, (_, i) => ({
      configurationId: i % 10,
      failed: i >= failedFrom,
      whole: i / n,
      first: null,
    }));

  it('says nothing of rank with fewer than five failures or successes', () => {
    expect(calibrationReport(rollouts(40, 36), seededRandom(1)).whole).toBeNull();
    expect(calibrationReport([], seededRandom(1))).toMatchObject({
      rollouts: 0,
      whole: null,
      deciles: [],
      error: null,
    });
  });

  it('of scores that order failures last is perfect, and its deciles rise', () => {
    const report = calibrationReport(rollouts(100, 60), seededRandom(1));
    expect(report.whole?.auroc).toBe(1);
    expect(report.first).toBeNull();
    expect(report.deciles).toHaveLength(10);
    expect(report.deciles.map(({ failed }) => failed.estimate)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
    expect(report.error).toBe(0);
  });
});
