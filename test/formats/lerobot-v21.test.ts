import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRecording } from '@/server/formats/open-recording';
import { type FixtureEpisode, fileOf, writeLeRobotV21 } from '../support/lerobot-v21';

async function written(episodes: FixtureEpisode[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'rota-v21-'));
  await writeLeRobotV21(root, episodes);
  return root;
}

describe('a LeRobot v2.1 folder', () => {
  test('any true next.success is success, all false is failure, all absent is unknown', async () => {
    const { summary } = await openRecording(
      await written([
        { index: 0, frames: 3, success: true },
        { index: 1, frames: 3, success: false },
        { index: 2, frames: 3 },
      ]),
    );
    expect(summary.episodes.map(({ outcome }) => outcome.value)).toEqual(['success', 'failure', 'unknown']);
    expect(summary.features[0].names).toEqual(['a', 'b']);
    expect(summary.problems).toEqual([]);
  });

  test('a column constant within each episode becomes an attribute on request', async () => {
    const source = await openRecording(
      await written([
        { index: 0, frames: 2 },
        { index: 1, frames: 2 },
      ]),
    );
    expect(source.attributeColumns).toContain('building');
    expect((await source.attributes(['building'])).get(1)).toEqual({ building: 'hall 1' });
  });

  test('cut, missing and mislabelled files are named one by one; the good episodes are kept', async () => {
    const root = await written(
      [0, 1, 2, 3].map((index) => ({ index, frames: 2, statedIndex: index === 3 ? 9 : index })),
    );
    await truncate(join(root, fileOf(1)), 100);
    await rm(join(root, fileOf(2)));
    const { summary } = await openRecording(root);
    expect(summary.episodes.map(({ index }) => index)).toEqual([0]);
    const errors = summary.problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ episode }) => episode)).toEqual([1, 2, 3]);
    expect(errors.map(({ message }) => /footer|missing|carry episode_index 9/.exec(message)?.[0])).toEqual([
      'footer',
      'missing',
      'carry episode_index 9',
    ]);
  });

  test('the videos of an episode are those of its cameras whose files are there, and nothing but videos', async () => {
    const root = await written([0, 1].map((index) => ({ index, frames: 2 })));
    const path = join(root, 'meta/info.json');
    const info = JSON.parse(await readFile(path, 'utf8'));
    const features = { ...info.features, top: { dtype: 'video', shape: [2, 2, 3], names: null } };
    const named = (video_path: string) => writeFile(path, JSON.stringify({ ...info, features, video_path }));
    await named('videos/{video_key}/{episode_index}.mp4');
    await mkdir(join(root, 'videos/top'), { recursive: true });
    await writeFile(join(root, 'videos/top/1.mp4'), 'frames');
    const source = await openRecording(root);
    expect(await source.videos(0)).toEqual([]);
    expect(await source.videos(1)).toEqual([
      { camera: 'top', file: join(root, 'videos/top/1.mp4'), from: 0, to: null },
    ]);
    await named('meta/info.json');
    expect(await (await openRecording(root)).videos(1)).toEqual([]);
    await named('../{video_key}.mp4');
    await expect(openRecording(root)).rejects.toThrow(/leaves the folder/);
  });

  test('a gap in the indices is warned of and episodes are still read by value', async () => {
    const source = await openRecording(
      await written([
        { index: 0, frames: 2 },
        { index: 2, frames: 2 },
      ]),
    );
    expect(source.summary.problems[0].message).toMatch(/not contiguous: 1 is missing/);
    expect((await source.signals(2, ['action'])).get('action')?.values).toEqual(Float32Array.of(0, 2, 1, 2));
  });
});
