/** Money saved over money spent on choosing, minus 1; null when nothing was spent. Minor units. */
export function returnOnInvestment(savedDemonstrations: number, perDemonstrationMinor: number, spentMinor: number) {
  return spentMinor > 0 ? (savedDemonstrations * perDemonstrationMinor) / spentMinor - 1 : null;
}

/** Demonstrations a round must save to carry its own overhead; null when demonstrations cost nothing. Minor units. */
export function breakEvenSaving(overheadPerRoundMinor: number, perDemonstrationMinor: number): number | null {
  return perDemonstrationMinor > 0 ? overheadPerRoundMinor / perDemonstrationMinor : null;
}
