import { join } from 'node:path';
import { writeWhole } from '@/server/formats/files';
import { parquetBytes } from '@/server/formats/lerobot/columns';

/** One episode of a v2.1 fixture; `statedIndex` is what its rows carry where that differs from its place in the list. */
export interface FixtureEpisode {
  index: number;
  statedIndex?: number;
  success?: boolean;
  frames: number;
}

/** Writes a small LeRobot v2.1 folder: nested names, 64-bit counters, one action dimension; broken where the caller says so. */
export async function writeLeRobotV21(root: string, episodes: readonly FixtureEpisode[]): Promise<void> {
  const lines = episodes.map(({ index, frames }) =>
    JSON.stringify({ episode_index: index, tasks: ['lift'], length: frames }),
  );
  await writeWhole(join(root, 'meta/episodes.jsonl'), lines.join('\n'));
  await writeWhole(join(root, 'meta/tasks.jsonl'), JSON.stringify({ task_index: 0, task: 'lift' }));
  for (const episode of episodes) await writeWhole(join(root, fileOf(episode.index)), framesOf(episode));
  await writeWhole(
    join(root, 'meta/info.json'),
    JSON.stringify({
      codebase_version: 'v2.1',
      robot_type: null,
      fps: 30,
      total_episodes: episodes.length,
      total_frames: episodes.reduce((sum, { frames }) => sum + frames, 0),
      chunks_size: 1000,
      data_path: 'data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet',
      video_path: null,
      features: {
        action: { dtype: 'float32', shape: [2], names: [['a', 'b']] },
        'next.success': { dtype: 'bool', shape: [1], names: null },
        building: { dtype: 'string', shape: [1], names: null },
      },
    }),
  );
}

/** Path of an episode's data file inside the folder. */
export const fileOf = (index: number) => `data/chunk-000/episode_${String(index).padStart(6, '0')}.parquet`;

function framesOf({ index, statedIndex = index, success, frames }: FixtureEpisode): Uint8Array {
  const rows = Array.from({ length: frames }, (_, frame) => frame);
  const last = frames - 1;
  return parquetBytes(
    [
      { name: 'action', element: 'float32', list: true, data: rows.map((frame) => [frame, index]) },
      {
        name: 'next.success',
        element: 'bool',
        data: rows.map((frame) => (success === undefined ? null : success && frame === last)),
      },
      { name: 'building', element: 'string', data: rows.map(() => `hall ${index}`) },
      { name: 'episode_index', element: 'int64', data: rows.map(() => BigInt(statedIndex)) },
    ],
    [frames],
  );
}
