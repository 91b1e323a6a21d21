import { normalCdf, normalQuantile } from '@/server/core/numeric/normal';
import { quantile } from '@/server/core/numeric/quantile';
import type { Random } from '@/server/core/numeric/random';
import { mean } from '@/server/core/numeric/variance';
import type { Interval } from './interval';

/** Up to here all nⁿ resamples are enumerated (46,656 at six). */
export const ENUMERABLE = 6;

/** Bootstrap interval of the mean: exact percentile to six values, BCa above. Null below two values. */
export function bootstrapInterval(values: readonly number[], random: Random, level = 0.95): Interval | null {
  if (values.length < 2) return null;
  return values.length <= ENUMERABLE ? exactBootstrap(values, level) : bcaBootstrap(values, random, level);
}

/** Percentile interval over every one of the nⁿ resamples of 2 to 6 values; no random numbers. O(nⁿ). */
export function exactBootstrap(values: readonly number[], level = 0.95): Interval {
  const n = values.length;
  if (n < 2 || n > ENUMERABLE) throw new RangeError(`exactBootstrap takes 2 to ${ENUMERABLE} values, got ${n}`);
  const means = new Float64Array(n ** n);
  for (let place = 0, filled = 1; place < n; place++, filled *= n) {
    // Backwards, so that each sum is read before its place is written.
    for (let at = filled * n - 1; at >= 0; at--) means[at] = means[Math.floor(at / n)] + values[at % n];
  }
  for (let at = 0; at < means.length; at++) means[at] /= n;
  means.sort();
  return {
    estimate: mean(values) ?? Number.NaN,
    low: quantile(means, (1 - level) / 2),
    high: quantile(means, (1 + level) / 2),
    n,
    level,
  };
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
