/** Nothing has a sign, also where it was a little below nothing before it was rounded. */
const SIGN = { signDisplay: 'negative' } as const;

/** `value` with `digits` significant digits and thousands separated: 1,280 · 0.823 · 12.3. Integers keep every digit. */
export function significant(value: number, digits = 3, locale = 'en'): string {
  if (!Number.isFinite(value)) return '–';
  const options = Number.isInteger(value) ? {} : { minimumSignificantDigits: 1, maximumSignificantDigits: digits };
  const whole = Math.abs(value) >= 10 ** digits;
  return new Intl.NumberFormat(locale, { ...SIGN, ...(whole ? { maximumFractionDigits: 0 } : options) }).format(value);
}

/** Places after the point at which an interval's half width is worth writing: one digit of it, two when it starts with 1. */
function placesOf(margin: number): number {
  if (!(margin > 0)) return 2;
  const leading = Math.floor(Math.log10(margin));
  const digits = margin / 10 ** leading < 2 ? 2 : 1;
  return Math.min(6, Math.max(0, digits - 1 - leading));
}

/** Value and half width of an interval as texts rounded to the same place; the margin is null when none is known. */
export function valueAndMargin(value: number, margin: number | null, locale = 'en') {
  if (margin === null) return { value: significant(value, 3, locale), margin: null };
  const places = placesOf(margin);
  const format = new Intl.NumberFormat(locale, {
    ...SIGN,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  return { value: format.format(value), margin: format.format(margin) };
}

/** A figure with unit, interval and basis on one line: "0.82 ± 0.03 (n = 1,280)", "12.3 N". */
export function figure(value: number, about: { margin?: number | null; unit?: string; n?: number } = {}): string {
  const text = valueAndMargin(value, about.margin ?? null);
  const margin = text.margin === null ? '' : ` ± ${text.margin}`;
  const unit = about.unit ? ` ${about.unit}` : '';
  const n = about.n === undefined ? '' : ` (n = ${about.n.toLocaleString('en')})`;
  return `${text.value}${margin}${unit}${n}`;
}

/** A share in [0, 1] as a percentage to a tenth: "82.4 %"; "< 0.1 %" and "> 99.9 %" for what is neither nothing nor all. */
export function percent(share: number, locale = 'en'): string {
  if (share > 0 && share < 0.001) return `< ${significant(0.1, 3, locale)} %`;
  if (share > 0.999 && share < 1) return `> ${significant(99.9, 3, locale)} %`;
  return `${significant(Math.round(1000 * share) / 10, 4, locale)} %`;
}

/** The ends of an interval of shares, rounded outwards: "80.1 to 84.5 %". */
export function percentRange({ low, high }: { low: number; high: number }): string {
  const [from, to] = [Math.floor(1000 * low + 1e-9), Math.ceil(1000 * high - 1e-9)];
  return `${significant(from / 10, 4)} to ${significant(to / 10, 4)} %`;
}

/** A share with its interval: "82.4 % (80.1 to 84.5 %)". */
export const percentWithin = (share: { estimate: number; low: number; high: number }): string =>
  `${percent(share.estimate)} (${percentRange(share)})`;

/** Digits after the point of an ISO 4217 currency: 2 for EUR, 0 for JPY. */
export function minorPlaces(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Money from integer minor units of an ISO 4217 currency: money(123456, 'EUR') is "€1,234.56". */
export function money(minor: number, currency: string, locale = 'en'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(minor / 10 ** minorPlaces(currency));
}

/** Words as they begin a sentence, the head of a column or a label. */
export const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
