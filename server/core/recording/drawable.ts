import type { Feature } from './source';

const BOOKKEEPING = /^(timestamp|frame_index|episode_index|index|task_index)$/;
const TEXT = new Set(['string', 'str', 'text']);

/** Wider vectors are embeddings or flattened pictures, which nobody reads as lines. */
const MOST_DIMENSIONS = 128;

/** Features that make sense as lines over time: readable numbers, one or a vector per frame, actions and states first. */
export function drawableFeatures(features: readonly Feature[]): Feature[] {
  return features
    .filter(
      ({ name, dtype, shape, readable }) =>
        readable &&
        !BOOKKEEPING.test(name) &&
        !TEXT.has(dtype) &&
        shape.length <= 1 &&
        (shape[0] ?? 1) <= MOST_DIMENSIONS,
    )
    .sort((a, b) => rank(a.name) - rank(b.name));
}

function rank(name: string): number {
  if (/^actions?$/.test(name)) return 0;
  return /state/.test(name) ? 1 : 2;
}

/** Names of the dimensions of a feature, its own where it has as many, else numbers from 0; a scalar has one without a name. */
export function dimensionNames({ shape, names }: Feature): string[] {
  const width = shape[0] ?? 1;
  if (shape.length === 0) return [''];
  return names?.length === width ? names : Array.from({ length: width }, (_, d) => String(d));
}
