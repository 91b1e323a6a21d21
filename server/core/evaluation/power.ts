import { normalQuantile } from '@/server/core/numeric/normal';
import { type Line, valueAt } from './curve';
import { demonstrationsToTarget } from './demonstrations-to-target';

/** Trials a point that show a difference of `difference` between two rates near `rate`, on independent panels. */
export function trialsToShow(difference: number, rate: number, level = 0.95, power = 0.8): number {
  if (!(difference > 0)) throw new RangeError(`A difference to show is above 0, got ${difference}`);
  const z = normalQuantile((1 + level) / 2) + normalQuantile(power);
  return Math.ceil((2 * rate * (1 - rate) * z * z) / (difference * difference));
}

/** What it takes to show a saving. */
export interface PowerPlan {
  /** Random demonstrations the comparison must reach. */
  readonly reserve: number;
  /** Points of success that the saving is worth there, as a rate. */
  readonly difference: number;
  /** Trials a point; null when the random curve is flat there, because then no panel shows the saving. */
  readonly trials: number | null;
}

/**
 * To show that active needs `savedShare` (0 to 1) fewer demonstrations for `target` success: how far the random arm must
 * go, and how many trials tell its success there from that at (1 − savedShare) of it. Null when the random arm's curve
 * does not cover both.
 */
export function planPower(
  random: Line,
  target: number,
  savedShare: number,
  odds: { level?: number; power?: number } = {},
): PowerPlan | null {
  const reserve = demonstrationsToTarget(random, target);
  const earlier = reserve === null ? null : valueAt(random, (1 - savedShare) * reserve);
  if (reserve === null || earlier === null) return null;
  const difference = target - earlier;
  const rate = (target + earlier) / 2;
  const trials = difference > 0 ? trialsToShow(difference, rate, odds.level, odds.power) : null;
  return { reserve: Math.ceil(reserve), difference, trials };
}
