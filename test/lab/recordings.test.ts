import { describe, expect, it } from 'vitest';
import { type Dataset, datasetOf, writeRecordings } from '@/server/lab/recordings';
import { levelNames } from '@/server/lab/world/design';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { randomDemonstrations } from './demonstrations';

const design = designOf('skew');
const episodes = randomDemonstrations(design, 3, 'recordings-test');

describe('datasetOf', () => {
  const dataset = datasetOf(design, episodes);

  it('gives every signal as many values as its feature and length declare', () => {
    for (const episode of dataset.episodes) {
      for (const [name, { shape }] of Object.entries(dataset.features)) {
        const perFrame = shape.reduce((n, d) => n * d, 1);
        expect(episode.signals[name]).toHaveLength(episode.frames * perFrame);
      }
    }
  });

  it('keeps the levels and the outcome with each episode, and marks success on its last frame alone', () => {
    dataset.episodes.forEach((written, i) => {
      const levels = levelNames(design, episodes[i].configuration);
      expect(written.columns).toEqual({ ...levels, success: true, failure_mode: '' });
      expect([...written.signals['next.success']]).toEqual(
        Array.from({ length: written.frames }, (_, t) => (t === written.frames - 1 ? 1 : 0)),
      );
    });
  });

  it('tells a failure by its mode and never marks it a success', () => {
    const failed = { ...episodes[0], success: false, failure: 'dropped' as const };
    const [written] = datasetOf(design, [failed]).episodes;
    expect(written.columns).toMatchObject({ success: false, failure_mode: 'dropped' });
    expect(written.signals['next.success'].some((v) => v !== 0)).toBe(false);
  });
});

describe('writeRecordings', () => {
  it('hands the whole dataset to the writer and refuses to write nothing', async () => {
    const written: [string, Dataset][] = [];
    const write = async (folder: string, dataset: Dataset) => void written.push([folder, dataset]);
    await writeRecordings('demonstrations', design, episodes, write);
    expect(written).toEqual([['demonstrations', datasetOf(design, episodes)]]);
    await expect(writeRecordings('none', design, [], write)).rejects.toThrow('no episodes');
  });
});
