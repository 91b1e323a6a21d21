/** Money saved over money spent on choosing, minus 1; null when nothing was spent. Minor units. */
export function returnOnInvestment(savedDemonstrations: number, perDemonstrationMinor: number, spentMinor: number) {
  return spentMinor > 0 ? (savedDemonstrations * perDemonstrationMinor) / spentMinor - 1 : null;
}

/**
 * Rounds until the savings have paid for set-up: fixed cost over net gain a round, rounded up. 0 without a fixed cost,
 * null when a round costs at least what it saves, because then that day never comes. Minor units.
 */
export function breakEvenRounds(terms: {
  fixedMinor: number;
  savedPerRound: number;
  perDemonstrationMinor: number;
  overheadPerRoundMinor: number;
}): number | null {
  if (terms.fixedMinor <= 0) return 0;
  const net = terms.savedPerRound * terms.perDemonstrationMinor - terms.overheadPerRoundMinor;
  return net > 0 ? Math.ceil(terms.fixedMinor / net) : null;
}

/** Demonstrations a round must save to carry its own overhead; null when demonstrations cost nothing. Minor units. */
export function breakEvenSaving(overheadPerRoundMinor: number, perDemonstrationMinor: number): number | null {
  return perDemonstrationMinor > 0 ? overheadPerRoundMinor / perDemonstrationMinor : null;
}
