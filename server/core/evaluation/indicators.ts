import type { CurvePoint } from './curve';
import type { Interval } from './interval';
import { resolvableDifference, steadyRate } from './resolution';

/** What a point of success costs in demonstrations, from the first evaluation of a curve to the last. */
export interface QueriesPerPoint {
  readonly demonstrations: number;
  /** Points of success gained, with its 95 % interval from the trials of both ends. */
  readonly gained: Interval;
  /** Demonstrations per point; null where the gain may be nothing, because then no number is an answer. */
  readonly perPoint: Interval | null;
}

/** Demonstrations per point of success gained over a curve; null below two points. */
export function queriesPerPoint(curve: readonly CurvePoint[]): QueriesPerPoint | null {
  const [first, last] = [curve[0], curve.at(-1)];
  if (!first || !last || curve.length < 2) return null;
  const rate = steadyRate(first.successes + last.successes, first.trials + last.trials);
  const seen = 100 * resolvableDifference(rate, Math.min(first.trials, last.trials));
  const points = 100 * (last.successes / last.trials - first.successes / first.trials);
  const demonstrations = last.demonstrations - first.demonstrations;
  const about = { n: Math.min(first.trials, last.trials), level: 0.95 };
  const gained = { estimate: points, low: points - seen, high: points + seen, ...about };
  const perPoint =
    gained.low > 0
      ? {
          estimate: demonstrations / points,
          low: demonstrations / gained.high,
          high: demonstrations / gained.low,
          ...about,
        }
      : null;
  return { demonstrations, gained, perPoint };
}
