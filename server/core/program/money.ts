/** Digits after the point of a currency's main unit: 2 for EUR, 0 for JPY. Throws RangeError for something that is no currency code. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in minor units as people write it, e.g. "€12.50". */
export function moneyWords(minor: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 10 ** minorDigits(currency));
}
