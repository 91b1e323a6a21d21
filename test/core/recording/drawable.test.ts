import { describe, expect, test } from 'vitest';
import { dimensionNames, drawableFeatures } from '@/server/core/recording/drawable';

const feature = (name: string, dtype: string, shape: number[], names: string[] | null = null, readable = true) => ({
  name,
  dtype,
  shape,
  names,
  readable,
});

describe('drawableFeatures', () => {
  test('keeps numbers and leaves out pictures, text, bookkeeping and what cannot be read', () => {
    const found = drawableFeatures([
      feature('observation.state', 'float32', [6]),
      feature('observation.images.top', 'video', [480, 640, 3], null, false),
      feature('camera', 'image', [64, 64, 3]),
      feature('timestamp', 'float32', []),
      feature('prompt', 'string', []),
      feature('embedding', 'float32', [768]),
      feature('next.reward', 'float32', []),
      feature('action', 'float32', [7]),
    ]);
    expect(found.map(({ name }) => name)).toEqual(['action', 'observation.state', 'next.reward']);
  });
});

describe('dimensionNames', () => {
  test('are the recording’s own where there is one for each, else numbers', () => {
    expect(dimensionNames(feature('a', 'float32', [2], ['x', 'y']))).toEqual(['x', 'y']);
    expect(dimensionNames(feature('a', 'float32', [3], ['x', 'y']))).toEqual(['0', '1', '2']);
    expect(dimensionNames(feature('a', 'float32', []))).toEqual(['']);
  });
});
