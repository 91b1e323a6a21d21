import { normalQuantile } from '@/server/core/numeric/normal';

/** Smallest difference of two success rates near `rate` that two independent panels of `trials` tell from 0, as a rate. */
export function resolvableDifference(rate: number, trials: number, level = 0.95): number {
  return normalQuantile((1 + level) / 2) * Math.sqrt((2 * rate * (1 - rate)) / trials);
}

/** The rate to judge resolution by: half a trial each way keeps an all-success panel from claiming perfect sight. */
export function steadyRate(successes: number, trials: number): number {
  return (successes + 0.5) / (trials + 1);
}
