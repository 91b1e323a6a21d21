/** How well the selected points cover all points, in the distance given. */
export interface FeatureCoverage {
  /** Largest distance from any point to its nearest selected one. */
  readonly radius: number;
  readonly meanDistance: number;
  /** Share of points within `threshold` of a selected one. */
  readonly withinThreshold: number;
}

/**
 * Coverage of `n` points by the `selected` indices under `distance(i, j)`. Null without points or without a selection,
 * where no distance exists. O(n · selected).
 */
export function featureCoverage(
  n: number,
  selected: readonly number[],
  distance: (i: number, j: number) => number,
  threshold: number,
): FeatureCoverage | null {
  if (n === 0 || selected.length === 0) return null;
  let [radius, sum, within] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    let nearest = Number.POSITIVE_INFINITY;
    for (const j of selected) nearest = Math.min(nearest, distance(i, j));
    radius = Math.max(radius, nearest);
    sum += nearest;
    if (nearest <= threshold) within++;
  }
  return { radius, meanDistance: sum / n, withinThreshold: within / n };
}

/** Facility-location value Σᵢ maxⱼ similarity(i, j) of the `selected` indices; 0 for none. O(n · selected). */
export function facilityValue(
  n: number,
  selected: readonly number[],
  similarity: (i: number, j: number) => number,
): number {
  if (selected.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let best = Number.NEGATIVE_INFINITY;
    for (const j of selected) best = Math.max(best, similarity(i, j));
    sum += best;
  }
  return sum;
}

/** Euclidean distance of two vectors of equal length. */
export function euclidean(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] - b[d]) ** 2;
  return Math.sqrt(sum);
}
