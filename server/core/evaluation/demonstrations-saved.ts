import { clipped, commonRange, type Line } from './curve';
import { demonstrationsToTarget } from './demonstrations-to-target';

/** Two runs of one seed, trained by the same recipe and judged on the same panel. */
export interface PairedRuns {
  readonly seed: string;
  readonly active: Line;
  readonly random: Line;
}

/** What one seed saved on the way to its random run's final success. */
export interface Saved {
  readonly seed: string;
  /** The random run's success at the end of the common range. */
  readonly target: number;
  readonly random: number;
  /** Null: the active run did not get there within the common range. */
  readonly active: number | null;
  /** random − active; where `active` is null the most it can be, random − `to`. */
  readonly saved: number;
  readonly censored: boolean;
  /** End of the common range of the two runs. */
  readonly to: number;
}

/**
 * Demonstrations saved per seed at the random run's final level, both runs on their common range.
 * Seeds whose runs share no range are left out.
 */
export function demonstrationsSaved(pairs: readonly PairedRuns[]): Saved[] {
  return pairs.flatMap(({ seed, active, random }) => {
    const range = commonRange([active, random]);
    if (range === null) return [];
    const [shortActive, shortRandom] = [clipped(active, range), clipped(random, range)];
    const target = shortRandom.y[shortRandom.y.length - 1];
    // The last point itself reaches the target, so the random run always has a crossing.
    const needed = demonstrationsToTarget(shortRandom, target) ?? range[1];
    const reached = demonstrationsToTarget(shortActive, target);
    const saved = needed - (reached ?? range[1]);
    return [{ seed, target, random: needed, active: reached, saved, censored: reached === null, to: range[1] }];
  });
}
