import { normalCdf, normalQuantile } from '@/server/core/numeric/normal';
import { quantile } from '@/server/core/numeric/quantile';
import type { Random } from '@/server/core/numeric/random';
import { mean } from '@/server/core/numeric/variance';
import type { Interval } from './interval';

/** Up to here the interval is that of all nⁿ resamples; above, BCa. */
const ENUMERABLE = 6;

/** Up to here all resamples can be counted out (92,378 different ones at ten). */
const COUNTABLE = 10;

/** Bootstrap interval of the mean: exact percentile to six values, BCa above. Null below two values. */
export function bootstrapInterval(values: readonly number[], random: Random, level = 0.95): Interval | null {
  if (values.length < 2) return null;
  return values.length <= ENUMERABLE ? exactBootstrap(values, level) : bcaBootstrap(values, random, level);
}

/**
 * Percentile interval over every one of the nⁿ resamples of 2 to 10 values; no random numbers. Resamples that differ in
 * order alone are counted together: O(C(2n−1, n) log).
 */
export function exactBootstrap(values: readonly number[], level = 0.95): Interval {
  const n = values.length;
  if (n < 2 || n > COUNTABLE) throw new RangeError(`exactBootstrap takes 2 to ${COUNTABLE} values, got ${n}`);
  const resamples = resampledMeans(values);
  return {
    estimate: mean(values) ?? Number.NaN,
    low: countedQuantile(resamples, (1 - level) / 2),
    high: countedQuantile(resamples, (1 + level) / 2),
    n,
    level,
  };
}

/** A mean, and how many of the nⁿ resamples have it. */
interface CountedMean {
  readonly mean: number;
  readonly count: number;
}

/** Every way to draw n of n values with repetition, by rising mean, with its multinomial count. */
function resampledMeans(values: readonly number[]): CountedMean[] {
  const n = values.length;
  const found: CountedMean[] = [];
  const draw = (from: number, left: number, sum: number, ways: number) => {
    if (from === n - 1) {
      found.push({ mean: (sum + left * values[from]) / n, count: ways });
      return;
    }
    // Choosing which of the `left` places get this value: the binomial coefficients multiply to the multinomial one.
    for (let times = 0, choose = 1; times <= left; choose = (choose * (left - times)) / (times + 1), times++) {
      draw(from + 1, left - times, sum + times * values[from], ways * choose);
    }
  };
  draw(0, n, 0, 1);
  return found.sort((a, b) => a.mean - b.mean);
}

/** The p-quantile of all resamples, interpolated linearly between order statistics as `quantile` does. */
function countedQuantile(resamples: readonly CountedMean[], p: number): number {
  const total = resamples.reduce((sum, { count }) => sum + count, 0);
  const position = p * (total - 1);
  const at = (rank: number) => {
    let before = 0;
    const found = resamples.find(({ count }) => {
      before += count;
      return rank < before;
    });
    return (found ?? resamples[resamples.length - 1]).mean;
  };
  const low = at(Math.floor(position));
  return low + (position - Math.floor(position)) * (at(Math.ceil(position)) - low);
}

/** Bias-corrected, accelerated bootstrap of the mean (Efron 1987). Needs at least two values. O(n · resamples). */
export function bcaBootstrap(values: readonly number[], random: Random, level = 0.95, resamples = 10_000): Interval {
  const n = values.length;
  const estimate = mean(values);
  if (n < 2 || estimate === null) throw new RangeError('bcaBootstrap needs at least two values');
  if (values.every((value) => value === values[0])) return { estimate, low: estimate, high: estimate, n, level };
  const means = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[random.int(n)];
    means[b] = sum / n;
  }
  means.sort();
  const below =
    means.filter((value) => value < estimate).length + means.filter((value) => value === estimate).length / 2;
  const bias = normalQuantile(Math.min(Math.max(below, 0.5), resamples - 0.5) / resamples);
  const acceleration = skewOfJackknife(values, estimate);
  const at = (p: number) => {
    const z = bias + normalQuantile(p);
    return quantile(means, normalCdf(bias + z / (1 - acceleration * z)));
  };
  return { estimate, low: at((1 - level) / 2), high: at((1 + level) / 2), n, level };
}

/** For the mean the jackknife deviations are those of the values, over n − 1. */
function skewOfJackknife(values: readonly number[], centre: number): number {
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    squares += (value - centre) ** 2;
    cubes += (value - centre) ** 3;
  }
  return cubes / (6 * squares ** 1.5);
}
