import type { Line } from './curve';

/**
 * The x at which `line` first reaches `target`, on its running maximum with linear interpolation.
 * Null when it never does: right-censored at its last x, never a number.
 */
export function demonstrationsToTarget({ x, y }: Line, target: number): number | null {
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < x.length; i++) {
    if (y[i] >= target) {
      return i === 0 ? x[0] : x[i - 1] + ((target - best) / (y[i] - best)) * (x[i] - x[i - 1]);
    }
    best = Math.max(best, y[i]);
  }
  return null;
}

/** How an arm's runs reached a target: how many did, and the mean with those that did not counted at the end `to`. */
export interface Reached {
  readonly reached: number;
  readonly total: number;
  /** A lower bound of the mean as soon as `reached` < `total`; null without runs. */
  readonly restrictedMean: number | null;
}

/** Summarises demonstrations to target over runs; a null counts as `to`, the last x that was compared. */
export function reachedOf(counts: readonly (number | null)[], to: number): Reached {
  const total = counts.length;
  const sum = counts.reduce<number>((all, count) => all + Math.min(count ?? to, to), 0);
  return {
    reached: counts.filter((count) => count !== null && count <= to).length,
    total,
    restrictedMean: total > 0 ? sum / total : null,
  };
}
