import type { Random } from '../numeric/random';
import { nearestCentre } from './farthest-first';

/** Items whose weights are summed together. */
const BLOCK = 512;
/** Above this share of items refused for one draw all of them are brought up to date at once. */
const REFUSED = 1 / 16;

/** What the next item is drawn in proportion to: squared norms while nothing is chosen, then the squared distance to the nearest chosen one. */
export interface DSquared {
  /** All weights, brought up to date. O(size) distances for each choice they have missed. */
  weights(): Float64Array;
  /** An item drawn in proportion to the weights, and its weight; null when all of them are 0. */
  draw(random: Random): { index: number; weight: number } | null;
  add(chosen: number): void;
  /** Takes an item out for good. */
  close(i: number): void;
}

/**
 * D² sampling (Arthur & Vassilvitskii 2007) without asking for every distance: weights only fall as items are chosen, so an item
 * is drawn by its last known weight and kept with probability true over known weight, which leaves the distribution as
 * it is. A refused item is brought up to date, so that it is refused less the next time.
 */
export function dSquared(squaredNorms: Float64Array, squaredDistance: (i: number, j: number) => number): DSquared {
  const size = squaredNorms.length;
  const known = squaredNorms.slice();
  const sums = new Float64Array(Math.ceil(size / BLOCK));
  const closed = new Uint8Array(size);
  const nearest = nearestCentre(size, squaredDistance);
  let empty = true;
  const sumBlock = (block: number) => {
    let sum = 0;
    for (let i = block * BLOCK; i < Math.min(size, (block + 1) * BLOCK); i++) sum += known[i];
    sums[block] = sum;
  };
  const write = (i: number, weight: number) => {
    known[i] = weight;
    sumBlock(Math.floor(i / BLOCK));
  };
  const refreshAll = () => {
    if (!empty) for (let i = 0; i < size; i++) known[i] = closed[i] ? 0 : nearest.of(i);
    for (let block = 0; block < sums.length; block++) sumBlock(block);
  };
  /** An item in proportion to the known weights; −1 when they are all 0. */
  const drawKnown = (random: Random): number => {
    let total = 0;
    for (const sum of sums) total += sum;
    if (!(total > 0)) return -1;
    let left = random.uniform() * total;
    let last = -1;
    for (let block = 0; block < sums.length; block++) {
      // Rounding can leave a rest beyond the last block: the last item with a weight stands in.
      if (left >= sums[block] && (block < sums.length - 1 || last >= 0)) {
        left -= sums[block];
        if (sums[block] > 0) last = block;
        continue;
      }
      const found = drawWithin(block, left);
      if (found >= 0) return found;
    }
    return last < 0 ? -1 : drawWithin(last, Number.POSITIVE_INFINITY);
  };
  const drawWithin = (block: number, amount: number): number => {
    let left = amount;
    let last = -1;
    for (let i = block * BLOCK; i < Math.min(size, (block + 1) * BLOCK); i++) {
      if (known[i] <= 0) continue;
      last = i;
      left -= known[i];
      if (left < 0) break;
    }
    return last;
  };
  refreshAll();

  return {
    weights() {
      refreshAll();
      return known;
    },
    draw(random) {
      for (let refusedOnes = 0; ; refusedOnes++) {
        if (refusedOnes > size * REFUSED) {
          refreshAll();
          refusedOnes = 0;
        }
        const index = drawKnown(random);
        if (index < 0) return null;
        const weight = empty ? known[index] : nearest.of(index);
        const kept = random.uniform() * known[index] < weight;
        if (weight !== known[index]) write(index, weight);
        if (kept) return { index, weight };
      }
    },
    add(chosen) {
      nearest.add(chosen);
      if (empty) {
        empty = false;
        refreshAll();
      }
    },
    close(i) {
      closed[i] = 1;
      write(i, 0);
    },
  };
}
