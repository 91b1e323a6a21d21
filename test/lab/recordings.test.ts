import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { openRecording } from '@/server/formats/open-recording';
import type { Episode } from '@/server/lab/episode';
import { datasetOf, writeRecordings } from '@/server/lab/recordings';
import { levelNames } from '@/server/lab/world/design';
import { designOf } from '@/server/lab/world/designs/catalogue';
import { randomDemonstrations } from './demonstrations';

const design = designOf('skew');
const demonstrations = randomDemonstrations(design, 3, 'recordings-test');
const dropped: Episode = { ...demonstrations[2], success: false, failure: 'dropped' };
const episodes = [demonstrations[0], demonstrations[1], dropped];

describe('datasetOf', () => {
  const dataset = datasetOf(design, episodes);

  it('gives every signal as many values as its feature and length declare', () => {
    for (const episode of dataset.episodes) {
      for (const { name, names } of dataset.features) {
        expect(episode.signals[name]).toHaveLength(episode.frames * names.length);
      }
    }
  });

  it('keeps levels, outcome and failure mode with each episode', () => {
    dataset.episodes.forEach(({ attributes }, i) => {
      const { success, failure, configuration } = episodes[i];
      expect(attributes).toEqual({ ...levelNames(design, configuration), success, failure_mode: failure });
    });
  });

  it('marks success on the last frame of a success alone', () => {
    const marks = dataset.episodes.map(({ signals }) => [...signals['next.success']]);
    marks.forEach((frames, i) => {
      expect(frames).toEqual(frames.map((_, t) => (episodes[i].success && t === frames.length - 1 ? 1 : 0)));
    });
  });
});

describe('writeRecordings', () => {
  let folder: string;
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('writes a folder from which the same values, levels and outcomes are read again', async () => {
    folder = await mkdtemp(join(tmpdir(), 'lab-recordings-'));
    await writeRecordings(join(folder, 'set'), design, episodes, writeLeRobotV3);
    const source = await openRecording(join(folder, 'set'));
    expect(source.summary.problems.filter((p) => p.severity === 'error')).toEqual([]);
    expect(source.summary.episodes.map((e) => e.outcome.value)).toEqual(['success', 'success', 'failure']);
    for (const [i, episode] of episodes.entries()) {
      const header = source.summary.episodes[i];
      expect(header.tasks).toEqual([episode.instruction]);
      expect(header.attributes).toMatchObject(levelNames(design, episode.configuration));
      const signals = await source.signals(i, ['observation.state', 'action']);
      expect(signals.get('observation.state')?.values).toEqual(episode.observations);
      expect(signals.get('action')?.values).toEqual(episode.actions);
    }
    expect(source.summary.episodes[2].attributes.failure_mode).toBe('dropped');
    await source.close();
  });

  it('refuses to write nothing', async () => {
    await expect(writeRecordings('none', design, [], writeLeRobotV3)).rejects.toThrow('no episodes');
  });
});
