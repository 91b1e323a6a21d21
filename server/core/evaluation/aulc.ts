import { clipped, type Line } from './curve';

/** Area under `line` by the trapezoid rule, in units of y · x; 0 for fewer than two points. */
export function trapezoid({ x, y }: Line): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((y[i] + y[i - 1]) / 2) * (x[i] - x[i - 1]);
  return area;
}

/** Normalised area under a learning curve on `range` (the arms' common range): its mean height, in units of y. */
export function aulc(line: Line, range: readonly [number, number]): number {
  return trapezoid(clipped(line, range)) / (range[1] - range[0]);
}

/**
 * Deficiency of an active line against a random one on `range`: the area left above the active line over that above the
 * random one, up to `ceiling`. Below 1 active is better; null where random leaves nothing above it.
 */
export function deficiency(active: Line, random: Line, range: readonly [number, number], ceiling: number) {
  const left = ceiling - aulc(random, range);
  return left > 0 ? (ceiling - aulc(active, range)) / left : null;
}
