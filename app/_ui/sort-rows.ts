export interface SortOrder {
  key: string;
  direction: 'ascending' | 'descending';
}

/** What a row sorts by; null and NaN always come last. */
export type SortValue = string | number | null;

function isAbsent(value: SortValue): boolean {
  return value === null || (typeof value === 'number' && Number.isNaN(value));
}

/** A sorted copy of `rows`; equal rows keep their order. Texts compare in natural order ("2" before "10"). */
export function sortRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => SortValue,
  direction: SortOrder['direction'],
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)];
    if (isAbsent(a) || isAbsent(b)) return Number(isAbsent(a)) - Number(isAbsent(b));
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
  });
}
