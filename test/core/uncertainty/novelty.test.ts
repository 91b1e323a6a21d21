import { describe, expect, it } from 'vitest';
import type { Feature } from '@/server/core/recording/source';
import { embeddingsOf, meanEmbedding, noveltyOf } from '@/server/core/uncertainty/novelty';

describe('novelty', () => {
  const trained = [1, 0, 0, 2, -3, 0];

  it('is the cosine distance to the nearest training episode', () => {
    const [same, between] = noveltyOf([5, 0, 1, 1], trained, 2)!;
    expect(same).toEqual({ distance: 0, nearest: 0 });
    expect(between.nearest).toBe(0);
    expect(between.distance).toBeCloseTo(1 - Math.SQRT1_2, 12);
  });

  it('does not depend on the length of embeddings, and calls a zero embedding unrelated', () => {
    expect(noveltyOf([0.25, 1.75], trained, 2)).toEqual(noveltyOf([16, 112], trained, 2));
    expect(noveltyOf([0, 0], trained, 2)![0].distance).toBe(1);
  });

  it('is unknown without training episodes, and refuses misfits and holes', () => {
    expect(noveltyOf([1, 2], [], 2)).toBeNull();
    expect(() => noveltyOf([1, 2, 3], trained, 2)).toThrow(/rows of 2/);
    expect(() => noveltyOf([1, Number.NaN], trained, 2)).toThrow(/finite/);
  });
});

describe('the embedding of an episode', () => {
  it('is a readable vector of floats whose name ends so, the first by name first', () => {
    const feature = (name: string, over: Partial<Feature> = {}): Feature => ({
      name,
      dtype: 'float32',
      shape: [8],
      names: null,
      readable: true,
      ...over,
    });
    const features = [
      feature('observation.wrist_embedding'),
      feature('observation.Embedding'),
      feature('observation.embedding_norm'),
      feature('video.embedding', { dtype: 'video', readable: false }),
      feature('grid.embedding', { shape: [4, 4] }),
    ];
    expect(embeddingsOf(features).map(({ name }) => name)).toEqual([
      'observation.Embedding',
      'observation.wrist_embedding',
    ]);
  });

  it('is the mean of its frames, whose direction no single frame needs to have', () => {
    expect(Array.from(meanEmbedding([1, 0, 0, 3, 2, 0], 2))).toEqual([1, 1]);
  });
});
