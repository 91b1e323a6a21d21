import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@/server/core/errors';
import type { AttributeValue, Feature } from '@/server/core/recording/source';
import { writeWhole } from '../files';
import { huggingfaceFeatures, parquetBytes, type WrittenColumn } from './columns';

/** One vector signal to be written: `names.length` numbers a frame, as float32. */
export interface WrittenFeature {
  name: string;
  names: string[];
}

/** One episode to be written; every signal holds frames × dimensions numbers, row-major. */
export interface WrittenEpisode {
  task: string;
  frames: number;
  signals: Record<string, Float32Array>;
  /** Extra columns of meta/episodes, e.g. `dd/object` or `success`; the same names on every episode. */
  attributes: Record<string, AttributeValue>;
}

export interface WrittenRecording {
  robotType: string;
  fps: number;
  features: WrittenFeature[];
  episodes: WrittenEpisode[];
}

const DATA_PATH = 'data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet';
const COUNTERS = ['frame_index', 'episode_index', 'index', 'task_index'];

/**
 * Writes a LeRobot v3.0 folder without videos that LeRobot ≥ 0.4 loads: one row group an episode, timestamp exactly
 * frame/fps, global index without gaps, info.json last. Each file is written whole or not at all.
 * Throws DomainError invalid where a signal has another length than its episode. O(values) memory.
 */
export async function writeLeRobotV3(root: string, recording: WrittenRecording): Promise<void> {
  const { episodes, features } = recording;
  for (const [index, episode] of episodes.entries()) assertLengths(index, episode, features);
  const tasks = [...new Set(episodes.map(({ task }) => task))];
  const starts = startsOf(episodes);
  await mkdir(join(root, 'meta'), { recursive: true });
  if (episodes.length > 0) {
    const sizes = episodes.map(({ frames }) => frames);
    const metadata = { huggingface: huggingfaceFeatures(storedFeatures(recording)) };
    await writeWhole(
      join(root, 'data/chunk-000/file-000.parquet'),
      parquetBytes(frameColumns(recording, tasks, starts), sizes, metadata),
    );
    await writeWhole(
      join(root, 'meta/episodes/chunk-000/file-000.parquet'),
      parquetBytes(episodeColumns(episodes, starts), [episodes.length]),
    );
    await writeWhole(join(root, 'meta/tasks.parquet'), parquetBytes(taskColumns(tasks), [tasks.length]));
  }
  await writeWhole(join(root, 'meta/info.json'), JSON.stringify(infoOf(recording, tasks.length, starts), null, 4));
}

function assertLengths(index: number, episode: WrittenEpisode, features: readonly WrittenFeature[]): void {
  for (const { name, names } of features) {
    const found = episode.signals[name]?.length ?? 0;
    if (found !== episode.frames * names.length)
      throw new DomainError(
        'invalid',
        `Episode ${index}: "${name}" holds ${found} values, ${episode.frames} frames of ${names.length} need ${episode.frames * names.length}.`,
      );
  }
}

/** First global frame of each episode and, last, the number of frames. */
function startsOf(episodes: readonly WrittenEpisode[]): number[] {
  const starts = [0];
  for (const { frames } of episodes) starts.push(starts[starts.length - 1] + frames);
  return starts;
}

function storedFeatures({ features }: WrittenRecording): Feature[] {
  const vector = features.map(({ name, names }) => ({
    name,
    dtype: 'float32',
    shape: [names.length],
    names,
    readable: true,
  }));
  const scalar = (name: string, dtype: string) => ({ name, dtype, shape: [], names: null, readable: true });
  return [...vector, scalar('timestamp', 'float32'), ...COUNTERS.map((name) => scalar(name, 'int64'))];
}

function frameColumns(
  { features, episodes, fps }: WrittenRecording,
  tasks: string[],
  starts: number[],
): WrittenColumn[] {
  const perFrame = <T>(value: (episode: WrittenEpisode, frame: number, index: number) => T): T[] =>
    episodes.flatMap((episode, index) =>
      Array.from({ length: episode.frames }, (_, frame) => value(episode, frame, index)),
    );
  return [
    ...features.map(
      ({ name, names }): WrittenColumn => ({
        name,
        element: 'float32',
        list: true,
        data: perFrame(({ signals }, frame) =>
          Array.from(signals[name].subarray(frame * names.length, (frame + 1) * names.length)),
        ),
      }),
    ),
    { name: 'timestamp', element: 'float32', data: perFrame((_, frame) => Math.fround(frame / fps)) },
    { name: 'frame_index', element: 'int64', data: perFrame((_, frame) => BigInt(frame)) },
    { name: 'episode_index', element: 'int64', data: perFrame((_, __, index) => BigInt(index)) },
    { name: 'index', element: 'int64', data: perFrame((_, frame, index) => BigInt(starts[index] + frame)) },
    { name: 'task_index', element: 'int64', data: perFrame(({ task }) => BigInt(tasks.indexOf(task))) },
  ];
}

function episodeColumns(episodes: readonly WrittenEpisode[], starts: readonly number[]): WrittenColumn[] {
  const integers = (name: string, value: (index: number) => number): WrittenColumn => ({
    name,
    element: 'int64',
    data: episodes.map((_, index) => BigInt(value(index))),
  });
  const extra = [...new Set(episodes.flatMap(({ attributes }) => Object.keys(attributes)))];
  return [
    integers('episode_index', (index) => index),
    { name: 'tasks', element: 'string', list: true, data: episodes.map(({ task }) => [task]) },
    integers('length', (index) => episodes[index].frames),
    integers('data/chunk_index', () => 0),
    integers('data/file_index', () => 0),
    integers('dataset_from_index', (index) => starts[index]),
    integers('dataset_to_index', (index) => starts[index + 1]),
    ...extra.map((name) =>
      attributeColumn(
        name,
        episodes.map(({ attributes }) => attributes[name] ?? null),
      ),
    ),
    integers('meta/episodes/chunk_index', () => 0),
    integers('meta/episodes/file_index', () => 0),
  ];
}

function attributeColumn(name: string, values: AttributeValue[]): WrittenColumn {
  const present = values.filter((value) => value !== null);
  if (present.every((value) => typeof value === 'boolean')) return { name, element: 'bool', data: values };
  if (present.every((value) => typeof value === 'number')) return { name, element: 'float64', data: values };
  return { name, element: 'string', data: values.map((value) => (value === null ? null : String(value))) };
}

const taskColumns = (tasks: readonly string[]): WrittenColumn[] => [
  { name: 'task_index', element: 'int64', data: tasks.map((_, index) => BigInt(index)) },
  { name: 'task', element: 'string', data: [...tasks] },
];

function infoOf(recording: WrittenRecording, totalTasks: number, starts: readonly number[]) {
  const { fps, robotType, episodes } = recording;
  const features = storedFeatures(recording).map(({ name, dtype, shape, names }) => [
    name,
    { dtype, shape: shape.length === 0 ? [1] : shape, names, fps },
  ]);
  return {
    codebase_version: 'v3.0',
    fps,
    features: Object.fromEntries(features),
    total_episodes: episodes.length,
    total_frames: starts[starts.length - 1],
    total_tasks: totalTasks,
    chunks_size: 1000,
    data_files_size_in_mb: 100,
    video_files_size_in_mb: 200,
    data_path: DATA_PATH,
    video_path: null,
    robot_type: robotType,
    splits: { train: `0:${episodes.length}` },
  };
}
