import { Dataset, type File, type Group } from 'h5wasm/node';
import { DomainError } from '@/server/core/errors';
import type {
  AttributeValue,
  EpisodeHeader,
  Feature,
  Problem,
  RecordingSource,
  RecordingSummary,
  Signal,
} from '@/server/core/recording/source';
import { childDataset, childGroup, float32Of, openHdf5, scalarAttributes } from './hdf5';
import { robomimicOutcome } from './outcome';

const NOT_ATTRIBUTES = new Set(['num_samples', 'model_file']);

/**
 * A robomimic HDF5 file: trajectories `data/demo_<i>` in numeric order, their attributes, `actions` and `obs/<key>`.
 * Frames per second are not part of the format. Throws DomainError invalid for HDF5 of another layout.
 */
export async function openRobomimic(path: string): Promise<RecordingSource> {
  const file = await openHdf5(path);
  try {
    return sourceOf(file, path);
  } catch (error) {
    file.close();
    throw error;
  }
}

function sourceOf(file: File, path: string): RecordingSource {
  const data = childGroup(file, 'data');
  if (!data)
    throw new DomainError(
      'invalid',
      `${path} is HDF5 without the \`data\` group (it has: ${file.keys().join(', ') || 'nothing'}), so it is not robomimic. DROID's trajectory.h5 is such a file: convert it to LeRobot first.`,
    );
  const demos = demoNames(data);
  const summary = summaryOf(data, demos, path);
  const known = new Map(demos.map((name) => [demoIndex(name), name]));
  return {
    summary,
    attributeColumns: [],
    attributes: async () => new Map(summary.episodes.map((episode) => [episode.index, {}])),
    signals: async (index, features) => {
      const name = known.get(index);
      const demo = name === undefined ? null : childGroup(data, name);
      if (!demo) throw new DomainError('invalid', `Episode ${index} is not in ${path}.`);
      return new Map(features.map((feature) => [feature, signalOf(demo, feature)]));
    },
    videos: async () => [],
    close: async () => {
      file.close();
    },
  };
}

/** Names `demo_<i>` sorted by i: as text, demo_10 would come before demo_2. */
function demoNames(data: Group): string[] {
  return data
    .keys()
    .filter((name) => /^demo_\d+$/.test(name))
    .sort((a, b) => demoIndex(a) - demoIndex(b));
}

const demoIndex = (name: string) => Number(name.slice(5));

function summaryOf(data: Group, demos: readonly string[], path: string): RecordingSummary {
  const problems: Problem[] = [];
  const root = scalarAttributes(data);
  const environment = environmentName(root.env_args);
  const episodes: EpisodeHeader[] = [];
  const features = new Map<string, Feature>();
  for (const name of demos) {
    const demo = childGroup(data, name);
    const header = demo && episodeOf(demo, name, environment, problems, path);
    if (!demo || !header) continue;
    episodes.push(header);
    for (const feature of featuresOf(demo)) if (!features.has(feature.name)) features.set(feature.name, feature);
  }
  const frames = episodes.reduce((sum, episode) => sum + episode.length, 0);
  const about = (message: string) => problems.push({ severity: 'warning', episode: null, file: path, message });
  if (demos.length === 0) about('The file holds no trajectories (data/demo_<i>).');
  if (typeof root.total === 'number' && root.total !== frames)
    about(`The file says ${root.total} steps, its trajectories hold ${frames}.`);
  if (episodes.length > 0 && ![...features.keys()].some((name) => name.startsWith('obs/')))
    about(
      'There are no observations (`obs`): run robomimic dataset_states_to_obs.py first if you want to score it. It can be imported for its counts.',
    );
  return {
    format: 'robomimic',
    version: 'robomimic HDF5',
    robotType: null,
    fps: null,
    features: [...features.values()],
    tasks: environment === null ? [] : [environment],
    attributes: [...new Set(episodes.flatMap((episode) => Object.keys(episode.attributes)))].sort(),
    episodes,
    frames,
    problems,
  };
}

function episodeOf(
  demo: Group,
  name: string,
  environment: string | null,
  problems: Problem[],
  path: string,
): EpisodeHeader | null {
  const index = demoIndex(name);
  const attributes = scalarAttributes(demo);
  const rows = childDataset(demo, 'actions')?.shape?.[0];
  const stated = typeof attributes.num_samples === 'number' ? attributes.num_samples : undefined;
  if (rows === undefined) {
    problems.push({
      severity: 'error',
      episode: index,
      file: path,
      message: `${name} has no \`actions\`: it was left out.`,
    });
    return null;
  }
  if (stated !== undefined && stated !== rows)
    problems.push({
      severity: 'warning',
      episode: index,
      file: path,
      message: `${name} says num_samples ${stated}, its actions hold ${rows} rows; ${rows} was taken.`,
    });
  return {
    index,
    length: rows,
    tasks: environment === null ? [] : [environment],
    attributes: withoutContainerFields(attributes),
    outcome: robomimicOutcome(attributes, optionalValues(demo, 'rewards'), optionalValues(demo, 'dones')),
  };
}

function withoutContainerFields(attributes: Record<string, AttributeValue>): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !NOT_ATTRIBUTES.has(name)));
}

function optionalValues(demo: Group, name: string): Float32Array | null {
  const dataset = childDataset(demo, name);
  return dataset && float32Of(dataset);
}

function featuresOf(demo: Group): Feature[] {
  const found = ['actions', 'rewards', 'dones', 'states', 'action_modes'].flatMap((name) =>
    featureOf(demo, name, name),
  );
  const observations = childGroup(demo, 'obs');
  return observations
    ? [...found, ...observations.keys().flatMap((key) => featureOf(observations, key, `obs/${key}`))]
    : found;
}

function featureOf(group: Group, key: string, name: string): Feature[] {
  const dataset = childDataset(group, key);
  if (!dataset?.shape) return [];
  return [{ name, dtype: dtypeOf(dataset), shape: dataset.shape.slice(1), names: null, readable: true }];
}

/** numpy name of an HDF5 number type: h5wasm gives struct letters such as "<f". */
function dtypeOf(dataset: Dataset): string {
  const names: Record<string, string> = {
    f: 'float32',
    d: 'float64',
    e: 'float16',
    b: 'int8',
    B: 'uint8',
    h: 'int16',
    H: 'uint16',
    i: 'int32',
    I: 'uint32',
    q: 'int64',
    Q: 'uint64',
  };
  const letter = typeof dataset.dtype === 'string' ? dataset.dtype.replace(/^[<>|=]/, '') : '';
  return names[letter] ?? 'unknown';
}

function signalOf(demo: Group, feature: string): Signal {
  const dataset = demo.get(feature);
  if (!(dataset instanceof Dataset) || !dataset.shape)
    throw new DomainError('invalid', `${demo.path} has no feature "${feature}".`);
  const [frames = 0, ...shape] = dataset.shape;
  return { frames, shape, values: float32Of(dataset) };
}

function environmentName(envArgs: AttributeValue | undefined): string | null {
  if (typeof envArgs !== 'string') return null;
  try {
    const parsed: unknown = JSON.parse(envArgs);
    const name = typeof parsed === 'object' && parsed !== null && 'env_name' in parsed ? parsed.env_name : null;
    return typeof name === 'string' && name !== '' ? name : null;
  } catch {
    return null;
  }
}
