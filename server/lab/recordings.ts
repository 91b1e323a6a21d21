import type { Episode } from './episode';
import { type Design, FACTORS, levelNames } from './world/design';
import { observationNames } from './world/observation';
import { ACTION_NAMES } from './world/workcell';

/** Control steps a second, as the datasets declare them. */
const FRAMES_PER_SECOND = 10;
const ROBOT_TYPE = 'simulated-planar';

/** One float32 signal of a dataset by the names of its dimensions. */
interface DatasetFeature {
  name: string;
  names: string[];
}

/** One episode to write: signals by feature name (frames × dimensions, row-major) and values of the episode as a whole. */
interface DatasetEpisode {
  frames: number;
  task: string;
  signals: Record<string, Float32Array>;
  attributes: Record<string, string | boolean | null>;
}

export interface Dataset {
  fps: number;
  robotType: string;
  features: DatasetFeature[];
  episodes: DatasetEpisode[];
}

/** Writes a dataset folder (LeRobot v3.0). The lab does not know the format; whoever runs it passes the writer. */
export type WriteDataset = (folder: string, dataset: Dataset) => Promise<void>;

/** `next.success` per frame: 1 on the last frame of a success, else 0. */
function successSignal(episode: Episode): Float32Array {
  const out = new Float32Array(episode.steps);
  if (episode.success) out[episode.steps - 1] = 1;
  return out;
}

function datasetEpisode(design: Design, episode: Episode, attemptId: string | undefined): DatasetEpisode {
  const levels = levelNames(design, episode.configuration);
  return {
    frames: episode.steps,
    task: episode.instruction,
    signals: {
      'observation.state': episode.observations,
      action: episode.actions,
      'next.success': successSignal(episode),
    },
    attributes: {
      ...Object.fromEntries(FACTORS.map((factor) => [factor, levels[factor]])),
      success: episode.success,
      failure_mode: episode.failure,
      ...(attemptId === undefined ? {} : { attempt_id: attemptId }),
    },
  };
}

/**
 * Episodes of one design as a dataset: `observation.state`, `action` (metres per step, gripper), `next.success`; the task text; and per
 * episode each factor's level, `success`, `failure_mode` (null after a success) and, where given, the `attempt_id` it was logged under.
 */
export function datasetOf(design: Design, episodes: readonly Episode[], attemptIds?: readonly string[]): Dataset {
  return {
    fps: FRAMES_PER_SECOND,
    robotType: ROBOT_TYPE,
    features: [
      { name: 'observation.state', names: observationNames(design) },
      { name: 'action', names: [...ACTION_NAMES] },
      { name: 'next.success', names: ['success'] },
    ],
    episodes: episodes.map((episode, i) => datasetEpisode(design, episode, attemptIds?.[i])),
  };
}

/** Writes episodes of one design to `folder` through `write`. Throws RangeError when there are none. */
export async function writeRecordings(
  folder: string,
  design: Design,
  episodes: readonly Episode[],
  write: WriteDataset,
  attemptIds?: readonly string[],
): Promise<void> {
  if (episodes.length === 0) throw new RangeError('There are no episodes to write');
  await write(folder, datasetOf(design, episodes, attemptIds));
}
