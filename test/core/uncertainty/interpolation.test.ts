import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { anovaCovariance, conditionAnova, type Observations } from '@/server/core/uncertainty/anova-process';
import { predictField } from '@/server/core/uncertainty/effect-tables';
import { interpolateScores } from '@/server/core/uncertainty/interpolation';
import { levelDistances, levelLikeness } from '@/server/core/uncertainty/level-likeness';
import type { MeasuredConfiguration } from '@/server/core/uncertainty/measured-configurations';

/** Every combination of the level counts, row-major. */
function grid(counts: number[]) {
  const rows = counts.reduce((product, count) => product * count, 1);
  const levels = new Uint16Array(rows * counts.length);
  for (let row = 0; row < rows; row++)
    for (let f = counts.length - 1, rest = row; f >= 0; f--) {
      levels[row * counts.length + f] = rest % counts[f];
      rest = Math.floor(rest / counts[f]);
    }
  return { factors: counts.length, levels, rows };
}

type Truth = (levels: number[]) => number;

function measure(counts: number[], n: number, rollouts: number, truth: Truth, seed = 7): MeasuredConfiguration[] {
  const { levels, rows, factors } = grid(counts);
  const random = seededRandom(seed);
  return random
    .shuffle(Array.from({ length: rows }, (_, row) => row))
    .slice(0, n)
    .map((row) => {
      const own = [...levels.subarray(row * factors, (row + 1) * factors)];
      return {
        levels: own,
        scores: Array.from({ length: rollouts }, () => Math.exp(truth(own) + 0.2 * random.normal())),
      };
    });
}

const effect = (f: number, level: number) => 0.5 * Math.sin(5.3 * f + 2.1 * level);
const additive: Truth = (levels) => levels.reduce((sum, level, f) => sum + effect(f, level), 0);
const idiosyncratic: Truth = (levels) => seededRandom(levels.join()).normal();
const counts = [6, 5, 4, 3];

const correlation = (a: Float64Array, b: Float64Array) => {
  const centre = (v: Float64Array) => v.map((x) => x - v.reduce((sum, y) => sum + y, 0) / v.length);
  const [x, y] = [centre(a), centre(b)];
  const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, value, i) => sum + value * v[i], 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
};

describe('the field over the matrix', () => {
  const variances = {
    main: [0.3, 0.1, 0.2, 0.05],
    pair: 0.03,
    nugget: 0.04,
    noise: 0.1,
    reach: [null, 0.8, null, 1.2],
  };
  const distances = [
    null,
    levelDistances([[0], [0.4], [1], [1.1], [3]]),
    null,
    levelDistances([
      [0, 0],
      [1, 0],
      [1, 2],
    ]),
  ];
  const matrix = grid(counts);
  const measured = measure(counts, 30, 2, additive);
  const observations: Observations = {
    n: 30,
    factors: 4,
    levels: Int32Array.from(measured.flatMap(({ levels }) => Array.from(levels))),
    y: Float64Array.from(measured, ({ scores }) => Math.log(scores[0])),
    rollouts: new Float64Array(30).fill(2),
    distances,
  };
  const alikeBy = distances.map((table, f) => levelLikeness(table, variances.reach[f]));

  it('by look-up tables equals the covariance formulas with an unknown trend', () => {
    const posterior = conditionAnova(observations, variances);
    const field = predictField(matrix, observations, variances, posterior);
    const ones = [1, 1, 1, 1];
    expect(field.exact).toBe(true);
    for (let row = 0; row < matrix.rows; row++) {
      const k = Float64Array.from({ length: 30 }, (_, i) =>
        anovaCovariance(
          variances,
          ones.map((_one, f) => {
            const [a, b] = [observations.levels[i * 4 + f], matrix.levels[row * 4 + f]];
            return a === b ? 1 : (alikeBy[f]?.(a, b) ?? 0);
          }),
        ),
      );
      let mean = posterior.trend;
      let variance = anovaCovariance(variances, ones) + 1 / posterior.precision;
      for (let i = 0; i < 30; i++) {
        mean += k[i] * posterior.alpha[i];
        variance -= 2 * k[i] * posterior.trendWeights[i];
        for (let j = 0; j < 30; j++) variance -= k[i] * k[j] * posterior.projected[i * 30 + j];
      }
      expect(field.mean[row]).toBeCloseTo(mean, 10);
      expect(field.variance[row]).toBeCloseTo(variance, 10);
    }
  });

  it('is the same row by row, where the tables would be too large', () => {
    const posterior = conditionAnova(observations, variances);
    const tabled = predictField(matrix, observations, variances, posterior);
    const solved = predictField(matrix, observations, variances, posterior, { maxEntries: 0 });
    expect(solved.exact).toBe(true);
    expect(solved.mean).toEqual(tabled.mean);
    for (let row = 0; row < matrix.rows; row++) expect(solved.variance[row]).toBeCloseTo(tabled.variance[row], 10);
  });

  it('is bounded from above by the single most telling observation where that would take too long', () => {
    const posterior = conditionAnova(observations, variances);
    const exact = predictField(matrix, observations, variances, posterior);
    const bounded = predictField(matrix, observations, variances, posterior, { maxEntries: 0, maxSteps: 0 });
    expect(bounded.exact).toBe(false);
    expect(bounded.mean).toEqual(exact.mean);
    expect(bounded.variance.every((variance, row) => variance >= exact.variance[row] - 1e-12)).toBe(true);
  });
});

describe('interpolated scores', () => {
  it('follow an additive truth on configurations that were never measured', () => {
    const result = interpolateScores(grid(counts), measure(counts, 60, 3, additive))!;
    const matrix = grid(counts);
    const truth = Float64Array.from({ length: matrix.rows }, (_, row) =>
      additive([...matrix.levels.subarray(row * 4, row * 4 + 4)]),
    );
    const open = [...result.measured.keys()].filter((row) => result.measured[row] === 0);
    const pick = (values: Float64Array) => Float64Array.from(open, (row) => values[row]);
    expect(open).toHaveLength(matrix.rows - 60);
    expect(correlation(pick(result.mean).map(Math.log), pick(truth))).toBeGreaterThan(0.9);
    expect(result).toMatchObject({ fitted: true, informative: true, noise: 'measured', spread: 'exact' });
    expect(result.leaveOneOut!.coverage).toBeGreaterThan(0.75);
    expect(Math.sqrt(result.variances.noise)).toBeCloseTo(0.2, 1);
  });

  it('say that they are not informative where every configuration is its own case', () => {
    const result = interpolateScores(grid(counts), measure(counts, 80, 3, idiosyncratic))!;
    expect(result.informative).toBe(false);
    expect(result.variances.nugget).toBeGreaterThan(result.variances.pair);
  });

  it('shrink few rollouts more than many', () => {
    const many = measure(counts, 40, 2, additive);
    const loud = { levels: [0, 0, 0, 0], scores: [30] };
    const rest = many.filter(({ levels }) => Array.from(levels).join() !== '0,0,0,0');
    const one = interpolateScores(grid(counts), [loud, ...rest])!.shrunk[0];
    expect(one).toMatchObject({ row: 0, rollouts: 1, raw: 30 });
    const ten = interpolateScores(grid(counts), [{ ...loud, scores: new Array(10).fill(30) }, ...rest])!.shrunk[0];
    expect(one.mean).toBeLessThan(ten.mean);
    expect(ten.mean).toBeLessThan(40);
    expect(one.ownWeight).toBeLessThan(ten.ownWeight);
  });

  it('stay with their own rollouts where noise does not grow with the score, near nothing and far from it', () => {
    const random = seededRandom(3);
    // As novelty is: two objects that were trained on, and one that was not.
    const near = (row: number) => (row % 3 === 2 ? 0.6 : 0.001);
    const measured = Array.from({ length: 15 }, (_, row) => ({
      levels: [row % 3, Math.floor(row / 3)],
      scores: Array.from({ length: 2 }, () => Math.max(0, near(row) + 0.0005 * random.normal())),
    }));
    const { shrunk } = interpolateScores(grid([3, 5]), measured)!;
    for (const { raw, mean, sd } of shrunk) expect(Math.abs(mean - raw)).toBeLessThan(Math.max(0.03 * raw, sd));
  });

  it('are more certain where something was measured', () => {
    const { sd, mean, measured } = interpolateScores(grid(counts), measure(counts, 60, 5, additive))!;
    const relative = (flag: number) => {
      const rows = [...sd.keys()].filter((row) => measured[row] === flag);
      return rows.reduce((sum, row) => sum + sd[row] / mean[row], 0) / rows.length;
    };
    expect(relative(1)).toBeLessThan(relative(0));
  });

  it('scale with the scores', () => {
    const measured = measure(counts, 15, 2, additive);
    const tenfold = measured.map(({ levels, scores }) => ({ levels, scores: scores.map((score) => 10 * score) }));
    const [base, scaled] = [measured, tenfold].map((input) => interpolateScores(grid(counts), input)!);
    for (let row = 0; row < base.mean.length; row++) expect(scaled.mean[row] / base.mean[row]).toBeCloseTo(10, 8);
  });

  it('are the same to the last bit whatever order the measurements came in', () => {
    const measured = measure(counts, 50, 3, additive);
    const turned = [...measured].reverse().map(({ levels, scores }) => ({ levels, scores: [...scores].reverse() }));
    expect(interpolateScores(grid(counts), turned)).toEqual(interpolateScores(grid(counts), measured));
  });

  it('are null when nothing was measured, and finite for one, two or all-zero measurements', () => {
    expect(interpolateScores(grid(counts), [])).toBeNull();
    expect(interpolateScores(grid(counts), [{ levels: [0, 0, 0, 0], scores: [] }])).toBeNull();
    const one = { levels: [0, 0, 0, 0], scores: [0.3] };
    const zero = (level: number) => ({ levels: [level, 0, 0, 0], scores: [0, 0] });
    for (const measured of [[one], [one, { ...one, levels: [1, 0, 0, 0] }], [zero(0), zero(1), zero(2)]]) {
      const result = interpolateScores(grid(counts), measured)!;
      expect(result.mean.every(Number.isFinite) && result.sd.every(Number.isFinite)).toBe(true);
      expect(result.informative).toBe(false);
    }
  });

  it('use measurements of configurations outside the matrix, and levels that do not apply', () => {
    const matrix = { factors: 2, levels: Int32Array.of(0, -1, 1, 0, 1, 1) };
    const result = interpolateScores(matrix, [
      { levels: [0, -1], scores: [1, 1.2] },
      { levels: [5, 1], scores: [9, 8] },
    ])!;
    expect([...result.measured]).toEqual([1, 0, 0]);
    expect(result.shrunk.map(({ row }) => row)).toEqual([0, null]);
    expect(result.mean[2]).toBeGreaterThan(result.mean[1]);
  });

  it('merge repeated measurements of one configuration', () => {
    const split = [
      { levels: [1, 1, 1, 1], scores: [1] },
      { levels: [1, 1, 1, 1], scores: [2] },
    ];
    expect(interpolateScores(grid(counts), split)).toEqual(
      interpolateScores(grid(counts), [{ levels: [1, 1, 1, 1], scores: [1, 2] }]),
    );
  });

  it('refuse negative scores, numbers that are not finite and levels of another matrix', () => {
    const bad =
      (scores: number[], levels = [0, 0, 0, 0]) =>
      () =>
        interpolateScores(grid(counts), [{ levels, scores }]);
    expect(bad([-1])).toThrow(/from 0/);
    expect(bad([Number.NaN])).toThrow(/from 0/);
    expect(bad([1], [0])).toThrow(/4 factors/);
  });
});
