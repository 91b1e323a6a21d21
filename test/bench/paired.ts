/** Median of the values; they are not changed. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Wall time of both sides in ms, taking turns `runs` times after one warm-up each, and the median of the ratios a/b. */
export function paired(a: () => void, b: () => void, runs = 5) {
  const time = (side: () => void) => {
    const from = performance.now();
    side();
    return performance.now() - from;
  };
  time(a);
  time(b);
  const pairs = Array.from({ length: runs }, () => [time(a), time(b)] as const);
  return {
    aMs: medianOf(pairs.map(([ms]) => ms)),
    bMs: medianOf(pairs.map(([, ms]) => ms)),
    ratio: medianOf(pairs.map(([first, second]) => first / second)),
  };
}
