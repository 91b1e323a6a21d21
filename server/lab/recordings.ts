import type { Episode } from './episode';
import { type Design, FACTORS, levelNames } from './world/design';
import { observationNames } from './world/observation';
import { ACTION_NAMES } from './world/workcell';

/** Control steps a second, as the datasets declare them. */
export const FRAMES_PER_SECOND = 10;
export const ROBOT_TYPE = 'simulated-planar';

/** One signal of a dataset: element type, values per frame and the names of its dimensions (null for a scalar). */
export interface DatasetFeature {
  dtype: 'float32' | 'bool';
  shape: readonly number[];
  names: readonly string[] | null;
}

/** One episode to write: signals by feature name (frames × shape, row-major; 0 or 1 for bool) and columns of its own. */
export interface DatasetEpisode {
  frames: number;
  task: string;
  signals: Readonly<Record<string, Float32Array>>;
  columns: Readonly<Record<string, string | boolean>>;
}

export interface Dataset {
  fps: number;
  robotType: string;
  features: Readonly<Record<string, DatasetFeature>>;
  episodes: readonly DatasetEpisode[];
}

/** Writes a dataset folder that is not there yet (LeRobot v3.0). The lab does not know the format; whoever runs it passes a writer. */
export type WriteDataset = (folder: string, dataset: Dataset) => Promise<void>;

/** `next.success` per frame: 1 on the last frame of a success, else 0. */
function successSignal(episode: Episode): Float32Array {
  const out = new Float32Array(episode.steps);
  if (episode.success) out[episode.steps - 1] = 1;
  return out;
}

/**
 * Episodes of one design as a dataset: `observation.state`, `action` (metres per step, gripper), `next.success`; the task text; and per
 * episode a column for each factor's level, `success` and `failure_mode` (empty after a success).
 */
export function datasetOf(design: Design, episodes: readonly Episode[]): Dataset {
  const names = observationNames(design);
  return {
    fps: FRAMES_PER_SECOND,
    robotType: ROBOT_TYPE,
    features: {
      'observation.state': { dtype: 'float32', shape: [names.length], names },
      action: { dtype: 'float32', shape: [ACTION_NAMES.length], names: [...ACTION_NAMES] },
      'next.success': { dtype: 'bool', shape: [1], names: null },
    },
    episodes: episodes.map((episode) => {
      const levels = levelNames(design, episode.configuration);
      return {
        frames: episode.steps,
        task: episode.instruction,
        signals: {
          'observation.state': episode.observations,
          action: episode.actions,
          'next.success': successSignal(episode),
        },
        columns: {
          ...Object.fromEntries(FACTORS.map((factor) => [factor, levels[factor]])),
          success: episode.success,
          failure_mode: episode.failure ?? '',
        },
      };
    }),
  };
}

/** Writes episodes of one design to `folder` through `write`. Throws RangeError when there are none. */
export async function writeRecordings(
  folder: string,
  design: Design,
  episodes: readonly Episode[],
  write: WriteDataset,
): Promise<void> {
  if (episodes.length === 0) throw new RangeError('There are no episodes to write');
  await write(folder, datasetOf(design, episodes));
}
