import { mkdtemp, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parquetBytes, type WrittenColumn } from '@/server/formats/lerobot/columns';
import { type WrittenRecording, writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { openRecording } from '@/server/formats/open-recording';

const recording = (lengths: number[]): WrittenRecording => ({
  robotType: 'arm',
  fps: 10,
  features: [
    { name: 'observation.state', names: ['x', 'y'] },
    { name: 'action', names: ['vx'] },
  ],
  episodes: lengths.map((frames, index) => ({
    task: index % 2 ? 'push the cup' : 'pour the tea',
    frames,
    signals: {
      'observation.state': Float32Array.from({ length: frames * 2 }, (_, i) => index * 100 + i),
      action: Float32Array.from({ length: frames }, (_, i) => i / 8),
    },
    attributes: { 'dd/object': index % 2 ? 'cup' : null, success: index !== 1 },
  })),
});

const folder = () => mkdtemp(join(tmpdir(), 'rota-v3-'));

async function written(lengths: number[]): Promise<string> {
  const root = await folder();
  await writeLeRobotV3(root, recording(lengths));
  return root;
}

describe('a LeRobot v3.0 folder', () => {
  test('what is written is read back: frames, tasks, extra columns, outcomes and values', async () => {
    const source = await openRecording(await written([4, 3, 5]));
    const { summary } = source;
    expect(summary).toMatchObject({ format: 'lerobot-v3.0', frames: 12, fps: 10, problems: [] });
    expect(summary.tasks).toEqual(['pour the tea', 'push the cup']);
    expect(summary.episodes.map(({ outcome }) => outcome.value)).toEqual(['success', 'failure', 'success']);
    expect(summary.episodes.map(({ attributes }) => attributes['dd/object'])).toEqual([null, 'cup', null]);
    const signals = await source.signals(1, ['observation.state', 'action', 'timestamp', 'index']);
    expect(signals.get('observation.state')?.values).toEqual(Float32Array.of(100, 101, 102, 103, 104, 105));
    expect(signals.get('timestamp')?.values).toEqual(Float32Array.of(0, 0.1, 0.2));
    expect(signals.get('index')?.values).toEqual(Float32Array.of(4, 5, 6));
  });

  test('a recording of no episodes is one', async () => {
    const { summary } = await openRecording(await written([]));
    expect(summary).toMatchObject({ frames: 0, episodes: [], problems: [] });
  });

  test('a folder that holds exactly one recording is that recording', async () => {
    const outer = await folder();
    await writeLeRobotV3(join(outer, 'inner'), recording([2]));
    expect((await openRecording(outer)).summary.frames).toBe(2);
  });

  test('a data file cut short is named and its episodes are left out', async () => {
    const root = await written([4, 3]);
    await truncate(join(root, 'data/chunk-000/file-000.parquet'), 200);
    const { summary } = await openRecording(root);
    expect(summary.episodes).toEqual([]);
    const errors = summary.problems.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ episode }) => episode)).toEqual([0, 1]);
    expect(errors[0].message).toMatch(/no parquet footer/);
  });

  test('totals that do not add up are warned of', async () => {
    const root = await written([4, 3]);
    const path = join(root, 'meta/info.json');
    const info = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...info, total_frames: 99 }));
    expect((await openRecording(root)).summary.problems[0].message).toBe('info.json says 99 frames, 7 were found.');
  });
});

describe('a LeRobot v3.0 folder as other writers leave it', () => {
  const tasksOf = (root: string) => join(root, 'meta/tasks.parquet');
  const integers = (name: string, values: bigint[]): WrittenColumn => ({ name, element: 'int64', data: values });
  const texts = (name: string, values: string[]): WrittenColumn => ({ name, element: 'string', data: values });

  test('task texts in an unnamed pandas index are found, in the order of task_index', async () => {
    const root = await written([2, 2]);
    const columns = [integers('task_index', [1n, 0n]), texts('__index_level_0__', ['push the cup', 'pour the tea'])];
    await writeFile(tasksOf(root), parquetBytes(columns, [2]));
    const { summary } = await openRecording(root);
    expect(summary.problems).toEqual([]);
    expect(summary.tasks).toEqual(['pour the tea', 'push the cup']);
  });

  test('a task list without texts is warned of, and the texts of the episodes count', async () => {
    const root = await written([2, 2]);
    await writeFile(tasksOf(root), parquetBytes([integers('task_index', [0n, 1n])], [2]));
    const { summary } = await openRecording(root);
    expect(summary.problems.map(({ severity }) => severity)).toEqual(['warning']);
    expect(summary.episodes.map(({ tasks }) => tasks)).toEqual([['pour the tea'], ['push the cup']]);
  });

  test('deleted episodes leave a gap that is warned of; the others are found by their index', async () => {
    const root = await written([4, 3, 5]);
    await keepEpisodes(root, [0n, 2n], [4, 5]);
    const { summary, signals } = await openRecording(root);
    expect(summary.episodes.map(({ index, length }) => [index, length])).toEqual([
      [0, 4],
      [2, 5],
    ]);
    expect(summary.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/not contiguous: 1 is missing/),
      'info.json says 3 episodes, 2 are listed.',
      'info.json says 12 frames, 9 were found.',
    ]);
    expect((await signals(2, ['frame_index'])).get('frame_index')?.values).toEqual(Float32Array.of(0, 1, 2, 3, 4));
  });

  test('an attribute that no number holds exactly is left out rather than rounded', async () => {
    const root = await written([4]);
    await keepEpisodes(root, [0n], [4], [integers('serial', [2n ** 60n + 1n]), integers('batch', [7n])]);
    const [episode] = (await openRecording(root)).summary.episodes;
    expect(episode.attributes).toEqual({ serial: null, batch: 7 });
  });

  /** Lists only these episodes, as a tool does that deletes some and rewrites nothing else. */
  async function keepEpisodes(root: string, indices: bigint[], lengths: number[], extra: WrittenColumn[] = []) {
    const columns = [
      integers('episode_index', indices),
      { ...texts('tasks', []), list: true, data: indices.map(() => ['pour the tea']) },
      integers('length', lengths.map(BigInt)),
      integers(
        'data/chunk_index',
        indices.map(() => 0n),
      ),
      integers(
        'data/file_index',
        indices.map(() => 0n),
      ),
      ...extra,
    ];
    const file = join(root, 'meta/episodes/chunk-000/file-000.parquet');
    await writeFile(file, parquetBytes(columns, [indices.length]));
  }
});

describe('what is no recording', () => {
  test.each([
    ['{"codebase_version": "v2.0"}', /"v2\.0".*reads v2\.1 and v3\.0/],
    ['{"codebase_version"', /not valid JSON/],
  ])('info.json %s is refused with a reason', async (text, reason) => {
    const root = await written([]);
    await writeFile(join(root, 'meta/info.json'), text);
    await expect(openRecording(root)).rejects.toThrow(reason);
  });

  test('an empty folder, a missing path and a false HDF5 say what is accepted', async () => {
    const root = await folder();
    await writeFile(join(root, 'a.hdf5'), 'not it');
    await expect(openRecording(root)).rejects.toThrow(/no meta\/info\.json.*robomimic/);
    await expect(openRecording(join(root, 'none'))).rejects.toThrow(/nothing at/);
    await expect(openRecording(join(root, 'a.hdf5'))).rejects.toThrow(/HDF5 signature/);
  });

  test('a CSV manifest becomes episodes without signals', async () => {
    const path = join(await folder(), 'list.csv');
    await writeFile(path, 'episode_index,task,outcome,object\n2,"pour, slowly",success,mug\n0,push,,3\nx,,,\n');
    const { summary } = await openRecording(path);
    expect(summary.episodes.map(({ index, tasks, outcome }) => [index, tasks[0], outcome.value])).toEqual([
      [0, 'push', 'unknown'],
      [2, 'pour, slowly', 'success'],
    ]);
    expect(summary.problems).toHaveLength(1);
  });
});
