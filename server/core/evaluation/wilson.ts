import { normalQuantile } from '@/server/core/numeric/normal';
import type { Interval } from './interval';

/** Wilson's score interval of a success rate (Wilson 1927), always within [0, 1]. Null without trials. */
export function wilsonInterval(successes: number, trials: number, level = 0.95): Interval | null {
  if (trials === 0) return null;
  if (!(successes >= 0 && successes <= trials)) throw new RangeError(`${successes} successes of ${trials} trials`);
  const z = normalQuantile((1 + level) / 2);
  const rate = successes / trials;
  const spread = 1 + (z * z) / trials;
  const centre = (rate + (z * z) / (2 * trials)) / spread;
  const half = (z * Math.sqrt((rate * (1 - rate)) / trials + (z * z) / (4 * trials * trials))) / spread;
  return {
    estimate: rate,
    // At the ends the formula is exact but rounding is not.
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
    n: trials,
    level,
  };
}
