import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { defaultVariances, fitVariances, penalisedLikelihood } from '@/server/core/uncertainty/anova-fit';
import {
  type AnovaVariances,
  anovaCovariance,
  conditionAnova,
  leaveOneOut,
  type Observations,
} from '@/server/core/uncertainty/anova-process';
import { levelDistances, levelLikeness } from '@/server/core/uncertainty/level-likeness';

const factors = 3;
const distances = [null, null, levelDistances([[0], [0.5], [0.7], [2]])];

function observationsOf(n: number, seed: number, truth: (levels: number[]) => number): Observations {
  const random = seededRandom(seed);
  const cells = random.shuffle(
    Array.from({ length: 6 * 5 * 4 }, (_, i) => [i % 6, Math.floor(i / 6) % 5, Math.floor(i / 30)]),
  );
  const chosen = cells.slice(0, n);
  const rollouts = Float64Array.from(chosen, () => 1 + random.int(4));
  return {
    n,
    factors,
    levels: Int32Array.from(chosen.flat()),
    y: Float64Array.from(chosen, (levels, i) => truth(levels) + (0.2 * random.normal()) / Math.sqrt(rollouts[i])),
    rollouts,
    distances,
  };
}

function without(all: Observations, left: number): Observations {
  const keep = Array.from({ length: all.n }, (_, i) => i).filter((i) => i !== left);
  return {
    n: keep.length,
    factors,
    levels: Int32Array.from(keep.flatMap((i) => [...all.levels.subarray(i * factors, (i + 1) * factors)])),
    y: Float64Array.from(keep, (i) => all.y[i]),
    rollouts: Float64Array.from(keep, (i) => all.rollouts[i]),
    distances,
  };
}

const additive = ([a, b, c]: number[]) => 1.5 * Math.sin(2 * a) + 0.05 * b + 0.01 * c;

describe('the additive and pairwise process', () => {
  const variances: AnovaVariances = {
    main: [0.3, 0.2, 0.1],
    pair: 0.05,
    nugget: 0.04,
    noise: 0.1,
    reach: [null, null, 0.7],
  };
  const likeness = levelLikeness(distances[2], 0.7);
  const alikeInThird = (f: number, a: number, b: number) => (f === 2 ? likeness?.(a, b) : 0);

  it('checks itself by leaving one out as if it had been conditioned on the others', () => {
    const all = observationsOf(12, 1, additive);
    const posterior = conditionAnova(all, variances);
    let missed = 0;
    for (let i = 0; i < all.n; i++) {
      const rest = without(all, i);
      const other = conditionAnova(rest, variances);
      let mean = other.trend;
      for (let j = 0; j < rest.n; j++) {
        const alike = [0, 1, 2].map((f) => {
          const [a, b] = [rest.levels[j * factors + f], all.levels[i * factors + f]];
          return a === b ? 1 : (alikeInThird(f, a, b) ?? 0);
        });
        mean += anovaCovariance(variances, alike) * other.alpha[j];
      }
      const shortcut = all.y[i] - posterior.alpha[i] / posterior.projected[i * all.n + i];
      expect(shortcut).toBeCloseTo(mean, 10);
      missed += (all.y[i] - mean) ** 2;
    }
    const centre = all.y.reduce((sum, y) => sum + y / all.n, 0);
    const spread = all.y.reduce((sum, y) => sum + (((y - centre) * all.n) / (all.n - 1)) ** 2, 0);
    expect(leaveOneOut(all, posterior)!.r2).toBeCloseTo(1 - missed / spread, 10);
  });

  it('has the gradient that differences of its likelihood show', () => {
    const objective = penalisedLikelihood(observationsOf(25, 2, additive), variances, 30);
    const at = Float64Array.of(-1, -2, -1.5, -3, -2.5, -2, -0.2);
    const { gradient } = objective(at);
    at.forEach((value, i) => {
      const shifted = (by: number) => objective(at.map((old, j) => (i === j ? value + by : old))).value;
      expect(gradient[i]).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 5);
    });
  });

  it('is better in penalised likelihood after fitting, and finds which factor matters', () => {
    const all = observationsOf(80, 3, additive);
    const prior = defaultVariances(distances, 0.2, 0.04);
    const fitted = fitVariances(all, prior, 60);
    const objective = penalisedLikelihood(all, prior, 60);
    const value = ({ main, pair, nugget, noise, reach }: AnovaVariances) =>
      objective(Float64Array.from([...main, pair, nugget, noise, reach[2] ?? 1], Math.log)).value;
    expect(value(fitted)).toBeLessThan(value(prior));
    expect(fitted.main[0]).toBeGreaterThan(5 * fitted.main[2]);
    expect(fitVariances(all, prior, 60)).toEqual(fitted);
  });
});
