import { DomainError } from '@/server/core/errors';
import type { Feature } from '@/server/core/recording/source';
import { isObject, type JsonObject } from '../json';

/** What Rota uses of a LeRobot meta/info.json. */
export interface LeRobotInfo {
  version: 'v2.1' | 'v3.0';
  robotType: string | null;
  fps: number | null;
  totalEpisodes: number | null;
  totalFrames: number | null;
  totalTasks: number | null;
  chunksSize: number;
  dataPath: string;
  videoPath: string | null;
  features: Feature[];
}

const DEFAULT_DATA_PATH = {
  'v2.1': 'data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet',
  'v3.0': 'data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet',
};

/** Reads the parsed info.json found at `path`. Throws DomainError invalid for other versions than v2.1 and v3.0. */
export function leRobotInfo(json: unknown, path: string): LeRobotInfo {
  if (!isObject(json)) throw new DomainError('invalid', `${path} is not a JSON object.`);
  const version = json.codebase_version;
  if (version !== 'v2.1' && version !== 'v3.0')
    throw new DomainError(
      'invalid',
      `${path} says codebase_version ${JSON.stringify(version) ?? 'nothing'}; Rota reads v2.1 and v3.0. Convert it with LeRobot's own conversion scripts first.`,
    );
  return {
    version,
    robotType: typeof json.robot_type === 'string' ? json.robot_type : null,
    fps: positive(json.fps),
    totalEpisodes: count(json.total_episodes),
    totalFrames: count(json.total_frames),
    totalTasks: count(json.total_tasks),
    chunksSize: positive(json.chunks_size) ?? 1000,
    dataPath: typeof json.data_path === 'string' ? json.data_path : DEFAULT_DATA_PATH[version],
    videoPath: typeof json.video_path === 'string' ? json.video_path : null,
    features: isObject(json.features) ? Object.entries(json.features).flatMap(featureOf) : [],
  };
}

function featureOf([name, entry]: [string, unknown]): Feature[] {
  if (!isObject(entry) || typeof entry.dtype !== 'string') return [];
  const shape = Array.isArray(entry.shape) ? entry.shape.filter((size) => typeof size === 'number') : [];
  const names = flatNames(entry.names);
  return [
    {
      name,
      dtype: entry.dtype,
      // LeRobot writes scalars as shape [1]; they are scalar columns.
      shape: shape.length === 1 && shape[0] === 1 ? [] : shape,
      names: names.length > 0 ? names : null,
      readable: entry.dtype !== 'video',
    },
  ];
}

/** Dimension names out of a list, a list in a list or an object of lists; other nesting gives none. */
function flatNames(names: unknown): string[] {
  if (typeof names === 'string') return [names];
  if (Array.isArray(names)) return names.flatMap(flatNames);
  return isObject(names) ? namesOfObject(names) : [];
}

/** {"motors": ["a", "b"]} names its dimensions by its lists; {"a": 0, "b": 1} by its keys. */
function namesOfObject(names: JsonObject): string[] {
  return Object.entries(names).flatMap(([key, value]) => (typeof value === 'number' ? [key] : flatNames(value)));
}

const count = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null);
const positive = (value: unknown) => (typeof value === 'number' && value > 0 ? value : null);
