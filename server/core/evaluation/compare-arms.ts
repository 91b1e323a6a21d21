import type { Random } from '@/server/core/numeric/random';
import { aulc } from './aulc';
import { FEWEST } from './band';
import { bootstrapInterval } from './bootstrap';
import { commonRange } from './curve';
import { demonstrationsSaved, type PairedRuns, type Saved } from './demonstrations-saved';
import { type Interval, tInterval } from './interval';
import { signFlipP } from './sign-flip';

/** What paired runs of an active and a random arm show. */
export interface ArmComparison {
  /** Number of paired seeds. */
  readonly n: number;
  /** True from six paired runs on; below, the figures describe these runs and claim nothing. */
  readonly claimable: boolean;
  /** Range of demonstrations that every run covers. */
  readonly range: readonly [number, number];
  readonly areas: readonly { readonly seed: string; readonly active: number; readonly random: number }[];
  /** Active minus random area, in units of success; the t interval is the headline. */
  readonly difference: Interval | null;
  readonly bootstrap: Interval | null;
  /** Seeds in which active has the larger area; an equal one counts half. */
  readonly wins: number;
  readonly p: number | null;
  readonly saved: readonly Saved[];
  /** Demonstrations saved; an upper bound where `censored` > 0. */
  readonly savedInterval: Interval | null;
  readonly censored: number;
}

/**
 * Compares the arms seed by seed at equal numbers of demonstrations; null without a range common to all runs.
 * `random` feeds the bootstrap above six seeds; the exact p is left out above 22 seeds. `savedLevel` is the confidence
 * of the saved interval, 90 % as the pays rule asks.
 */
export function compareArms(pairs: readonly PairedRuns[], random: Random, savedLevel = 0.9): ArmComparison | null {
  const range = commonRange(pairs.flatMap((pair) => [pair.active, pair.random]));
  if (range === null) return null;
  const areas = pairs.map(({ seed, active, random: baseline }) => ({
    seed,
    active: aulc(active, range),
    random: aulc(baseline, range),
  }));
  const differences = areas.map((area) => area.active - area.random);
  const saved = demonstrationsSaved(pairs);
  return {
    n: pairs.length,
    claimable: pairs.length >= FEWEST.runs,
    range,
    areas,
    difference: tInterval(differences),
    bootstrap: bootstrapInterval(differences, random),
    wins: differences.reduce((wins, value) => wins + (value > 0 ? 1 : value === 0 ? 0.5 : 0), 0),
    p: pairs.length <= 22 ? signFlipP(differences) : null,
    saved,
    savedInterval: tInterval(
      saved.map((seed) => seed.saved),
      savedLevel,
    ),
    censored: saved.filter((seed) => seed.censored).length,
  };
}
