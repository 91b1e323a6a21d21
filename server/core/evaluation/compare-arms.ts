import type { Random } from '@/server/core/numeric/random';
import { aulc, deficiency } from './aulc';
import { type BandKind, FEWEST } from './band';
import { bootstrapInterval } from './bootstrap';
import { commonRange } from './curve';
import { demonstrationsSaved, type PairedRuns, type Saved } from './demonstrations-saved';
import { type Interval, tInterval } from './interval';
import { compareAtTarget, type TargetComparison } from './reached-target';
import { signFlipP } from './sign-flip';
import { signedRankP } from './wilcoxon';

/** What paired runs of an active and a random arm show. */
export interface ArmComparison {
  /** Number of paired seeds. */
  readonly n: number;
  /** Independent collection runs, or training seeds of one collection. */
  readonly basis: BandKind;
  /** True from six paired collection runs on; else the figures describe these runs and claim nothing. */
  readonly claimable: boolean;
  /** Range of demonstrations that every run covers. */
  readonly range: readonly [number, number];
  readonly areas: readonly { readonly seed: string; readonly active: number; readonly random: number }[];
  /** Active minus random area, in units of success; the t interval is the headline. */
  readonly difference: Interval | null;
  /** Every resample enumerated to six seeds, BCa above. */
  readonly bootstrap: Interval | null;
  /** Seeds in which active has the larger area; an equal one counts half. */
  readonly wins: number;
  /** Exact two-sided p of the sign-flip test and of Wilcoxon's signed ranks. */
  readonly p: number | null;
  readonly signedRankP: number | null;
  /** Failures on the way, active over random: the area above the curves, the one over the other. */
  readonly deficiency: number | null;
  readonly saved: readonly Saved[];
  /** Demonstrations saved; an upper bound where `censored` > 0. */
  readonly savedInterval: Interval | null;
  readonly savedBootstrap: Interval | null;
  readonly censored: number;
  /** How both arms come to the target asked for; null without one. */
  readonly atTarget: TargetComparison | null;
}

/**
 * Compares the arms seed by seed at equal numbers of demonstrations; null without a range common to all runs.
 * `random` feeds the bootstrap above six seeds; the exact p is left out above 22 seeds. `savedLevel` is the confidence
 * of the saved interval, 90 % as the pays rule asks; `target` a success rate to compare the way to.
 */
export function compareArms(
  pairs: readonly PairedRuns[],
  random: Random,
  about: { basis?: BandKind; savedLevel?: number; target?: number | null } = {},
): ArmComparison | null {
  const { basis = 'runs', savedLevel = 0.9, target = null } = about;
  const range = commonRange(pairs.flatMap((pair) => [pair.active, pair.random]));
  if (range === null) return null;
  const areas = pairs.map(({ seed, active, random: baseline }) => ({
    seed,
    active: aulc(active, range),
    random: aulc(baseline, range),
  }));
  const differences = areas.map((area) => area.active - area.random);
  const saved = demonstrationsSaved(pairs);
  const savings = saved.map((seed) => seed.saved);
  return {
    n: pairs.length,
    basis,
    claimable: basis === 'runs' && pairs.length >= FEWEST.runs,
    range,
    areas,
    difference: tInterval(differences),
    bootstrap: bootstrapInterval(differences, random),
    wins: differences.reduce((wins, value) => wins + (value > 0 ? 1 : value === 0 ? 0.5 : 0), 0),
    p: pairs.length <= 22 ? signFlipP(differences) : null,
    signedRankP: signedRankP(differences),
    deficiency: deficiency(
      areas.map((area) => area.active),
      areas.map((area) => area.random),
    ),
    saved,
    savedInterval: tInterval(savings, savedLevel),
    savedBootstrap: bootstrapInterval(savings, random, savedLevel),
    censored: saved.filter((seed) => seed.censored).length,
    atTarget: target === null ? null : compareAtTarget(pairs, target, savedLevel),
  };
}
