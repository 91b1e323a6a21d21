import { clipped, commonRange } from './curve';
import type { PairedRuns } from './demonstrations-saved';
import { demonstrationsToTarget, type Reached, reachedOf } from './demonstrations-to-target';
import { type Interval, tInterval } from './interval';

/** How both arms come to one success rate, on the range common to all runs. */
export interface TargetComparison {
  readonly target: number;
  /** End of the common range: a run that did not get there counts as this much. */
  readonly to: number;
  readonly active: Reached;
  readonly random: Reached;
  /** Random minus active restricted demonstrations, seed by seed. */
  readonly saved: Interval | null;
  readonly savedMean: number;
  /** Seeds in which at least one arm did not get there, so that the difference is no full one. */
  readonly censored: number;
}

/**
 * Demonstrations to `target` of paired runs with right-censoring: both arms' restricted means up to the end of the range
 * common to all, and their paired difference (restricted mean survival time, Royston & Parmar 2013). Null without a common range.
 */
export function compareAtTarget(pairs: readonly PairedRuns[], target: number, level = 0.9): TargetComparison | null {
  const range = commonRange(pairs.flatMap((pair) => [pair.active, pair.random]));
  if (range === null) return null;
  const to = range[1];
  const needed = pairs.map(({ active, random }) =>
    [active, random].map((line) => demonstrationsToTarget(clipped(line, range), target)),
  );
  const differences = needed.map(([active, random]) => (random ?? to) - (active ?? to));
  return {
    target,
    to,
    active: reachedOf(
      needed.map(([active]) => active),
      to,
    ),
    random: reachedOf(
      needed.map(([, random]) => random),
      to,
    ),
    saved: tInterval(differences, level),
    savedMean: differences.reduce((sum, value) => sum + value, 0) / differences.length,
    censored: needed.filter((both) => both.includes(null)).length,
  };
}
