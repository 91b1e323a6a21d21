/** How an action dimension says that a turn comes back to itself; dimensions without it are compared as they are. */
export type Wraps = 'angle' | 'quaternion';

/** Which dimensions stand for turns, so that equal orientations compare as equal. */
export interface Turns {
  /** Per dimension: the period of an angle in the action's unit, or 0. */
  readonly periods: Float64Array;
  /** Per dimension: the first of the four components of its quaternion, or −1. */
  readonly quaternions: Int32Array;
}

const DEGREES = /^(?:°|deg|degrees?)$/i;

/** The turns among action dimensions, where the four components of a quaternion follow one another; null without any. */
export function turnsOf(dimensions: readonly { unit: string; wraps?: Wraps }[]): Turns | null {
  if (dimensions.every(({ wraps }) => wraps === undefined)) return null;
  const periods = new Float64Array(dimensions.length);
  const quaternions = new Int32Array(dimensions.length).fill(-1);
  let seen = 0;
  for (const [d, { unit, wraps }] of dimensions.entries()) {
    if (wraps === 'angle') periods[d] = DEGREES.test(unit.trim()) ? 360 : 2 * Math.PI;
    if (wraps === 'quaternion') quaternions[d] = d - (seen++ % 4);
  }
  return { periods, quaternions };
}

/**
 * Dimension d of the action that begins at `values[p]`, written as near as it can be to the one that begins at
 * `origin[o]`: an angle by whole turns, a quaternion by its sign, as q and −q are one orientation (Huynh 2009). O(1).
 */
export function nearestTurn(
  { periods, quaternions }: Turns,
  d: number,
  values: ArrayLike<number>,
  p: number,
  origin: ArrayLike<number>,
  o: number,
): number {
  const x = values[p + d];
  if (periods[d] > 0) return x - periods[d] * Math.round((x - origin[o + d]) / periods[d]);
  const first = quaternions[d];
  if (first < 0) return x;
  let cosine = 0;
  for (let k = first; k < first + 4; k++) cosine += values[p + k] * origin[o + k];
  return cosine < 0 ? -x : x;
}

/** Actions (row-major) written as near as they can be to `origin`, one action; a copy. O(values). */
export function turnedTowards(turns: Turns, values: ArrayLike<number>, origin: ArrayLike<number>): Float64Array {
  const dims = turns.periods.length;
  return Float64Array.from(values, (_, i) => nearestTurn(turns, i % dims, values, i - (i % dims), origin, 0));
}
