/** One dimension of a signal over time, thin enough to draw: the least and greatest value of each stretch of `every` frames. */
export interface ThinSignal {
  every: number;
  /** Null where a stretch holds no number. */
  low: (number | null)[];
  /** Null when every stretch is one frame, and `low` is the signal itself. */
  high: (number | null)[] | null;
}

const DIGITS = 6;

/**
 * Dimension `dim` of row-major `values` (frames × `width`) in at most `most` stretches, so that no spike is lost however long
 * the signal is. Six significant digits; what is no finite number is left out. O(frames).
 */
export function thin(
  values: ArrayLike<number>,
  { width, dim }: { width: number; dim: number },
  most: number,
): ThinSignal {
  const frames = Math.floor(values.length / width);
  const every = Math.max(1, Math.ceil(frames / most));
  const stretches = Math.ceil(frames / every);
  const low: (number | null)[] = new Array(stretches).fill(null);
  const high = [...low];
  for (let frame = 0; frame < frames; frame++) {
    const value = values[frame * width + dim];
    if (!Number.isFinite(value)) continue;
    const at = Math.floor(frame / every);
    const [least, most] = [low[at], high[at]];
    if (least === null || value < least) low[at] = value;
    if (most === null || value > most) high[at] = value;
  }
  return { every, low: low.map(rounded), high: every === 1 ? null : high.map(rounded) };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(DIGITS));
}
