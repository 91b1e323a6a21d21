import type { Interval } from './interval';

export const PAYS_VERDICTS = ['pays', 'does_not_pay', 'undetermined'] as const;
export type PaysVerdict = (typeof PAYS_VERDICTS)[number];

/** Costs in integer minor units of the program's currency. */
export interface PayTerms {
  readonly perDemonstrationMinor: number;
  readonly overheadPerRoundMinor: number;
  /** Rounds over which the demonstrations were saved. */
  readonly rounds: number;
  /** The lead's minimum worth per round: below it active collection is not worth its trouble. */
  readonly minimumWorthMinor: number;
}

export interface Pays {
  readonly verdict: PaysVerdict;
  /** Net worth per round with its interval, in minor units; null without an interval of what was saved. */
  readonly net: Interval | null;
  readonly evidence: string;
}

/**
 * Does active collection pay, from the 90 % interval of demonstrations saved × cost − overhead, per round. `censored` runs make
 * `saved` an upper bound, which can refute but never support; `claimable` is false below six paired runs.
 */
export function doesItPay(
  saved: Interval | null,
  terms: PayTerms,
  basis: { censored: number; claimable: boolean },
): Pays {
  if (saved === null || !basis.claimable) {
    return { verdict: 'undetermined', net: null, evidence: 'Fewer than six paired runs: no claim can be made yet.' };
  }
  if (terms.perDemonstrationMinor <= 0) {
    return {
      verdict: 'undetermined',
      net: null,
      evidence: 'No cost of a demonstration is set, so nothing has a worth.',
    };
  }
  const worth = (demonstrations: number) =>
    (demonstrations * terms.perDemonstrationMinor) / Math.max(1, terms.rounds) - terms.overheadPerRoundMinor;
  const net = { ...saved, estimate: worth(saved.estimate), low: worth(saved.low), high: worth(saved.high) };
  const basisText = `${saved.n} paired runs, ${Math.round(100 * saved.level)} % interval ${Math.round(saved.low)} to ${Math.round(saved.high)} demonstrations saved`;
  if (net.high < terms.minimumWorthMinor) return { verdict: 'does_not_pay', net, evidence: `${basisText}.` };
  if (basis.censored > 0) {
    const never = `in ${basis.censored} of them active never reached the random arm's final success, so the saving is an upper bound`;
    return { verdict: 'undetermined', net, evidence: `${basisText}; ${never}.` };
  }
  return { verdict: net.low > 0 ? 'pays' : 'undetermined', net, evidence: `${basisText}.` };
}
