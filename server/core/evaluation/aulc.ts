import { mean } from '../numeric/variance';
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
 * Deficiency of active areas against random ones (`aulc`): the mean left above them up to perfect success, the one over the
 * other (Baram et al. 2004, with 1 for the ceiling). Below 1 active failed less on the way; null where random never failed.
 */
export function deficiency(active: readonly number[], random: readonly number[]): number | null {
  const left = (areas: readonly number[]) => 1 - (mean(areas) ?? 1);
  return left(random) > 0 ? left(active) / left(random) : null;
}
