import { pairwiseMatrix } from '../numeric/pairwise';

export interface Medoids {
  medoids: number[];
  /** Σ of weighted distances to the nearest medoid. */
  cost: number;
}

/**
 * k-medoids on `size` items by BUILD and best-improvement SWAP with removal losses shared over medoids (FastPAM1,
 * Schubert & Rousseeuw 2019), on the matrix of their distances. O(size²) a swap and O(k·size²) to build. Throws RangeError
 * above the size of which a matrix is made.
 */
export function kMedoids(
  size: number,
  k: number,
  distance: (i: number, j: number) => number,
  weight: (i: number) => number = () => 1,
): Medoids {
  const apart = pairwiseMatrix(size, (i, j) => (i === j ? 0 : distance(i, j)));
  const weights = new Float64Array(size);
  for (let i = 0; i < size; i++) weights[i] = weight(i);
  const medoids = build(size, Math.min(k, size), apart, weights);
  const chosen = new Uint8Array(size);
  for (const medoid of medoids) chosen[medoid] = 1;
  const first = new Int32Array(size);
  const near = new Float64Array(size);
  const second = new Float64Array(size);
  const losses = new Float64Array(medoids.length);
  const change = new Float64Array(medoids.length);
  // One medoid has no second choice to fall back on, and BUILD alone finds the best one.
  for (;;) {
    assign(size, medoids, apart, first, near, second);
    if (medoids.length < 2) break;
    losses.fill(0);
    for (let i = 0; i < size; i++) losses[first[i]] += weights[i] * (second[i] - near[i]);
    let least = -1e-12;
    let slot = -1;
    let item = -1;
    for (let candidate = 0; candidate < size; candidate++) {
      if (chosen[candidate]) continue;
      change.set(losses);
      let shared = 0;
      for (let i = 0, at = candidate * size; i < size; i++, at++) {
        const away = apart[at];
        if (away >= second[i]) continue;
        if (away < near[i]) {
          shared += weights[i] * (away - near[i]);
          change[first[i]] += weights[i] * (near[i] - second[i]);
        } else change[first[i]] += weights[i] * (away - second[i]);
      }
      for (let s = 0; s < change.length; s++) {
        if (change[s] + shared >= least) continue;
        least = change[s] + shared;
        slot = s;
        item = candidate;
      }
    }
    if (slot < 0) break;
    chosen[medoids[slot]] = 0;
    chosen[item] = 1;
    medoids[slot] = item;
  }
  return { medoids, cost: near.reduce((sum, d, i) => sum + weights[i] * d, 0) };
}

function build(size: number, k: number, apart: Float64Array, weights: Float64Array): number[] {
  const near = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const chosen = new Uint8Array(size);
  const medoids: number[] = [];
  while (medoids.length < k) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let item = 0; item < size; item++) {
      if (chosen[item]) continue;
      let cost = 0;
      for (let i = 0, at = item * size; i < size; i++, at++) {
        cost += weights[i] * Math.min(apart[at], near[i]);
      }
      if (best < 0 || cost < least) [best, least] = [item, cost];
    }
    medoids.push(best);
    chosen[best] = 1;
    for (let i = 0; i < size; i++) near[i] = Math.min(near[i], apart[best * size + i]);
  }
  return medoids;
}

function assign(
  size: number,
  medoids: readonly number[],
  apart: Float64Array,
  first: Int32Array,
  near: Float64Array,
  second: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    near[i] = Number.POSITIVE_INFINITY;
    second[i] = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < medoids.length; slot++) {
      const away = apart[i * size + medoids[slot]];
      if (away < near[i]) {
        second[i] = near[i];
        near[i] = away;
        first[i] = slot;
      } else if (away < second[i]) second[i] = away;
    }
  }
}
