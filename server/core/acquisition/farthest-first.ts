import { type Pairwise, rowOf } from '../numeric/pairwise';

/** Distance of each item to its nearest centre, brought up to date only when asked for. */
export interface NearestCentre {
  /** Infinity before there is a centre. Once it is known to be below `enough` the rest is left for later, and a bound below `enough` returned. */
  of(i: number, enough?: number): number;
  add(centre: number): void;
}

/** Centres an item is compared with at once, where distances come in rows. */
const AT_ONCE = 8;

export function nearestCentre(size: number, distance: Pairwise): NearestCentre {
  const nearest = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const seen = new Int32Array(size);
  let centres = new Int32Array(64);
  let count = 0;
  const step = distance.row ? AT_ONCE : 1;
  const row = new Float64Array(step);
  return {
    of(i, enough = 0) {
      let least = nearest[i];
      let from = seen[i];
      while (from < count && least > 0 && least >= enough) {
        const to = Math.min(count, from + step);
        rowOf(distance, i, centres, from, to, row);
        for (let at = from; at < to; at++) least = Math.min(least, centres[at] === i ? 0 : row[at - from]);
        from = to;
      }
      seen[i] = from;
      nearest[i] = least;
      return least;
    },
    add(centre) {
      if (count === centres.length) {
        const grown = new Int32Array(2 * count);
        grown.set(centres);
        centres = grown;
      }
      centres[count++] = centre;
    },
  };
}

export interface Cover {
  order: number[];
  /** Largest distance of any item to its nearest centre, after each pick. */
  radii: number[];
}

/**
 * Greedy k-center over `size` items (Gonzalez 1985; Sener & Savarese 2018): always the item farthest from every centre,
 * ties and an empty start to the lowest index, stopping when all are at a centre. O(size·(steps + centres)) distances.
 */
export function farthestFirst(
  size: number,
  centres: readonly number[],
  steps: number,
  distance: (i: number, j: number) => number,
): Cover {
  const nearest = nearestCentre(size, distance);
  for (const centre of centres) nearest.add(centre);
  const cover: Cover = { order: [], radii: [] };
  const farthest = () => {
    let index = 0;
    for (let i = 1; i < size; i++) if (nearest.of(i) > nearest.of(index)) index = i;
    return index;
  };
  for (let pick = farthest(); cover.order.length < steps && size > 0 && nearest.of(pick) > 0; ) {
    nearest.add(pick);
    cover.order.push(pick);
    pick = farthest();
    cover.radii.push(nearest.of(pick));
  }
  return cover;
}
