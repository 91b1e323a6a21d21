import type { Normalisation } from './schema';

/** Keeps a division by a vanishing spread finite (LeRobot's value). */
const EPSILON = 1e-8;

/** `value · gain + offset` per entry of the statistics; entry `i mod length` belongs to dimension i. */
export interface Affine {
  gain: Float64Array;
  offset: Float64Array;
}

const IDENTITY: Affine = { gain: Float64Array.of(1), offset: Float64Array.of(0) };

const entry = (values: readonly number[], i: number) => values[values.length === 1 ? 0 : i];

function affine(length: number, at: (i: number) => [gain: number, offset: number]): Affine {
  const gain = new Float64Array(length);
  const offset = new Float64Array(length);
  for (let i = 0; i < length; i++) [gain[i], offset[i]] = at(i);
  return { gain, offset };
}

/**
 * Recorded values into the graph's: (x·scale − mean)/(std + 1e-8), or 2(x·scale − min)/(max − min) − 1 with a zero
 * range taken as 1e-8 (LeRobot's normalise processor).
 */
export function normalising(n: Normalisation, scale = 1): Affine {
  if (n.kind === 'mean_std')
    return affine(Math.max(n.mean.length, n.std.length), (i) => {
      const deviation = entry(n.std, i) + EPSILON;
      return [scale / deviation, -entry(n.mean, i) / deviation];
    });
  if (n.kind === 'min_max')
    return affine(Math.max(n.min.length, n.max.length), (i) => {
      const range = entry(n.max, i) - entry(n.min, i) || EPSILON;
      return [(2 * scale) / range, (-2 * entry(n.min, i)) / range - 1];
    });
  return scale === 1 ? IDENTITY : affine(1, () => [scale, 0]);
}

/** The graph's actions into real ones: a·std + mean, or (a + 1)/2·(max − min) + min. */
export function unnormalising(n: Normalisation): Affine {
  if (n.kind === 'mean_std')
    return affine(Math.max(n.mean.length, n.std.length), (i) => [entry(n.std, i), entry(n.mean, i)]);
  if (n.kind === 'min_max')
    return affine(Math.max(n.min.length, n.max.length), (i) => {
      const range = entry(n.max, i) - entry(n.min, i) || EPSILON;
      return [range / 2, range / 2 + entry(n.min, i)];
    });
  return IDENTITY;
}

/** Whether applying it changes nothing. */
const isIdentity = (a: Affine): boolean => a.gain.length === 1 && a.gain[0] === 1 && a.offset[0] === 0;

/**
 * Applies it in place to rows of `dims` values each; `block` neighbouring values share one entry (H·W for the
 * channels of an image, else 1). Throws RangeError when the statistics do not match.
 */
export function applyAffine(values: Float32Array, a: Affine, dims: number, block = 1): void {
  const entries = a.gain.length;
  if (entries !== 1 && entries * block !== dims)
    throw new RangeError(`${entries} statistics for ${dims / block} dimensions`);
  if (isIdentity(a)) return;
  for (let i = 0, k = 0, b = 0; i < values.length; i++) {
    values[i] = values[i] * a.gain[k] + a.offset[k];
    if (++b === block) {
      b = 0;
      if (++k === entries) k = 0;
    }
  }
}
