export interface Medoids {
  medoids: number[];
  /** Σ of weighted distances to the nearest medoid. */
  cost: number;
}

/**
 * k-medoids on `size` items by BUILD and best-improvement SWAP with removal losses shared over medoids (FastPAM1,
 * Schubert & Rousseeuw 2019). Distances are asked for O(size²) times a swap: for a few thousand items at most.
 */
export function kMedoids(
  size: number,
  k: number,
  distance: (i: number, j: number) => number,
  weight: (i: number) => number = () => 1,
): Medoids {
  const medoids = build(size, Math.min(k, size), distance, weight);
  const first = new Int32Array(size);
  const near = new Float64Array(size);
  const second = new Float64Array(size);
  // One medoid has no second choice to fall back on, and BUILD alone finds the best one.
  for (;;) {
    assign(size, medoids, distance, first, near, second);
    if (medoids.length < 2) break;
    const losses = new Float64Array(medoids.length);
    for (let i = 0; i < size; i++) losses[first[i]] += weight(i) * (second[i] - near[i]);
    let best = { change: -1e-12, slot: -1, item: -1 };
    for (let item = 0; item < size; item++) {
      if (medoids.includes(item)) continue;
      const change = losses.slice();
      let shared = 0;
      for (let i = 0; i < size; i++) {
        const away = distance(i, item);
        if (away < near[i]) {
          shared += weight(i) * (away - near[i]);
          change[first[i]] += weight(i) * (near[i] - second[i]);
        } else if (away < second[i]) change[first[i]] += weight(i) * (away - second[i]);
      }
      for (let slot = 0; slot < medoids.length; slot++) {
        if (change[slot] + shared < best.change) best = { change: change[slot] + shared, slot, item };
      }
    }
    if (best.slot < 0) break;
    medoids[best.slot] = best.item;
  }
  return { medoids, cost: near.reduce((sum, d, i) => sum + weight(i) * d, 0) };
}

function build(
  size: number,
  k: number,
  distance: (i: number, j: number) => number,
  weight: (i: number) => number,
): number[] {
  const near = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const medoids: number[] = [];
  while (medoids.length < k) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let item = 0; item < size; item++) {
      if (medoids.includes(item)) continue;
      let cost = 0;
      for (let i = 0; i < size; i++) cost += weight(i) * Math.min(near[i], distance(i, item));
      if (cost < least) [best, least] = [item, cost];
    }
    medoids.push(best);
    for (let i = 0; i < size; i++) near[i] = Math.min(near[i], distance(i, best));
  }
  return medoids;
}

function assign(
  size: number,
  medoids: readonly number[],
  distance: (i: number, j: number) => number,
  first: Int32Array,
  near: Float64Array,
  second: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    near[i] = Number.POSITIVE_INFINITY;
    second[i] = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < medoids.length; slot++) {
      const away = distance(i, medoids[slot]);
      if (away < near[i]) {
        if (slot > 0) second[i] = near[i];
        near[i] = away;
        first[i] = slot;
      } else if (away < second[i]) second[i] = away;
    }
  }
}
