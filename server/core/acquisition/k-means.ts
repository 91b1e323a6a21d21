import type { Random } from '../numeric/random';
import { dSquared } from './d-squared';
import { type Features, squaredDistance } from './distance';

export interface Clustering {
  /** Cluster of each item. */
  labels: Int32Array;
  centres: Features;
  /** Σ of squared distances of items to their centres. */
  inertia: number;
  /** Times the items were assigned to centres. */
  iterations: number;
}

/** k-means++ seeding (Arthur & Vassilvitskii 2007): k item indices, the first uniform, the next in proportion to D². */
export function plusPlusSeeds(items: Features, k: number, random: Random): number[] {
  const drawn = dSquared(new Float64Array(items.rows).fill(1), (i, j) => squaredDistance(items, i, items, j));
  const seeds: number[] = [];
  while (seeds.length < Math.min(k, items.rows)) {
    const next = drawn.draw(random);
    if (!next) break;
    seeds.push(next.index);
    drawn.add(next.index);
  }
  return seeds;
}

/** Squared distance of an item to a centre, for centres as they stand. */
type ToCentres = (items: Features, centres: Features) => (i: number, c: number) => number;

const byDifferences: ToCentres = (items, centres) => (i, c) => squaredDistance(items, i, centres, c);

/**
 * Lloyd's iterations from given centres until no label changes; an empty cluster takes the item farthest from its own centre.
 * O(N·k·d) each, or N·k times what `toCentres` takes, where items have a form that makes it cheaper.
 */
export function lloyd(items: Features, initial: Features, most = 100, toCentres = byDifferences): Clustering {
  const centres: Features = { ...initial, values: initial.values.slice() };
  const labels = new Int32Array(items.rows).fill(-1);
  const away = new Float64Array(items.rows);
  let iterations = 0;
  while (iterations <= most) {
    iterations++;
    let changed = false;
    const distance = toCentres(items, centres);
    for (let i = 0; i < items.rows; i++) {
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let c = 0; c < centres.rows; c++) {
        const d = distance(i, c);
        if (d < least) {
          best = c;
          least = d;
        }
      }
      changed ||= labels[i] !== best;
      labels[i] = best;
      away[i] = least;
    }
    if (!changed) break;
    recentre(items, labels, away, centres);
  }
  return { labels, centres, inertia: away.reduce((sum, d) => sum + d, 0), iterations };
}

function recentre(items: Features, labels: Int32Array, away: Float64Array, centres: Features): void {
  const counts = new Int32Array(centres.rows);
  for (const label of labels) counts[label]++;
  for (let c = 0; c < centres.rows; c++) {
    if (counts[c] > 0) continue;
    let farthest = 0;
    for (let i = 1; i < items.rows; i++) if (away[i] > away[farthest]) farthest = i;
    counts[labels[farthest]]--;
    labels[farthest] = c;
    counts[c] = 1;
    away[farthest] = 0;
  }
  centres.values.fill(0);
  const width = items.columns;
  for (let i = 0; i < items.rows; i++) {
    for (let d = 0; d < width; d++) centres.values[labels[i] * width + d] += items.values[i * width + d];
  }
  for (let c = 0; c < centres.rows; c++) {
    for (let d = 0; d < width && counts[c] > 0; d++) centres.values[c * width + d] /= counts[c];
  }
}

/** The nearest item to each centre, each item at most once, ties to the lowest index. */
export function nearestItems(items: Features, centres: Features): number[] {
  const taken = new Set<number>();
  return Array.from({ length: Math.min(centres.rows, items.rows) }, (_, c) => {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < items.rows; i++) {
      if (taken.has(i)) continue;
      const d = squaredDistance(items, i, centres, c);
      if (d < least) [best, least] = [i, d];
    }
    taken.add(best);
    return best;
  });
}
