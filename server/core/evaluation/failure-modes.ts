import type { Interval } from './interval';
import { wilsonInterval } from './wilson';

/** A failed trial nobody gave a mode. */
const UNNAMED_MODE = 'not named';

/** Trials with a known outcome at one size of an arm's training set, and their failures by mode. */
export interface RoundOfFailures {
  readonly demonstrations: number;
  readonly trials: number;
  readonly failures: readonly { readonly mode: string | null; readonly count: number }[];
}

export interface FailureShare {
  readonly mode: string;
  readonly failures: number;
  /** Share of the trials with a known outcome, with Wilson's interval. */
  readonly share: Interval;
}

/** Failure modes by round, rounds by size, modes in one order for all: most frequent over all rounds first, equal ones by name. */
export function failureShares(rounds: readonly RoundOfFailures[], level = 0.95) {
  const totals = new Map<string, number>();
  const named = rounds.map(({ demonstrations, trials, failures }) => {
    const counts = new Map<string, number>();
    for (const { mode: given, count } of failures) {
      const mode = given?.trim() || UNNAMED_MODE;
      counts.set(mode, (counts.get(mode) ?? 0) + count);
      totals.set(mode, (totals.get(mode) ?? 0) + count);
    }
    return { demonstrations, trials, counts };
  });
  const modes = [...totals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([mode]) => mode);
  return {
    modes,
    rounds: named
      .sort((a, b) => a.demonstrations - b.demonstrations)
      .map(({ demonstrations, trials, counts }) => ({
        demonstrations,
        trials,
        shares: modes.flatMap((mode): FailureShare[] => {
          const failures = counts.get(mode) ?? 0;
          const share = wilsonInterval(failures, trials, level);
          return share ? [{ mode, failures, share }] : [];
        }),
      })),
  };
}
