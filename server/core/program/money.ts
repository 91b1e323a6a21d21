/** Digits after the point of a currency's main unit: 2 for EUR, 0 for JPY. Throws RangeError for something that is no currency code. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
