import type { Outcome } from '@/server/core/recording/outcome';
import type { Interval } from './interval';
import { wilsonInterval } from './wilson';

/** A failed trial nobody gave a mode. */
export const UNNAMED_MODE = 'unnamed';

export interface FailureShare {
  readonly mode: string;
  readonly failures: number;
  /** Share of the trials with a known outcome, with Wilson's interval. */
  readonly share: Interval;
}

/** Failure modes of one round's trials, most frequent first, equal ones by name; trials of unknown outcome are left out. */
export function failureShares(
  trials: readonly { readonly outcome: Outcome; readonly failureMode: string | null }[],
  level = 0.95,
): FailureShare[] {
  const known = trials.filter(({ outcome }) => outcome !== 'unknown');
  const counts = new Map<string, number>();
  for (const { outcome, failureMode } of known) {
    const mode = failureMode?.trim() || UNNAMED_MODE;
    if (outcome === 'failure') counts.set(mode, (counts.get(mode) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .flatMap(([mode, failures]) => {
      const share = wilsonInterval(failures, known.length, level);
      return share ? [{ mode, failures, share }] : [];
    });
}
