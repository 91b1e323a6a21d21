import { join } from 'node:path';
import { DomainError } from '@/server/core/errors';
import type { AttributeValue, EpisodeHeader, Feature, Problem, RecordingSource } from '@/server/core/recording/source';
import { readJson } from '../json';
import { readColumns } from '../parquet';
import { type LeRobotInfo, leRobotInfo } from './info';
import { integrityProblems } from './integrity';
import { type StatedEpisode, warning } from './layout';
import { leRobotOutcome, sidecarLabels } from './outcome';
import { type FoundEpisode, scanFrames } from './scan';
import { readSignals } from './signals';
import { stationLabels } from './station-labels';
import { layoutOfV21 } from './v21';
import { layoutOfV30 } from './v30';
import { isThere, videosThere } from './videos';

const BOOKKEEPING = /^(timestamp|frame_index|episode_index|index|task_index|next\..*)$/;

/** A LeRobot v2.1 or v3.0 folder. Throws DomainError invalid where info.json or the list of episodes cannot be read. */
export async function openLeRobot(root: string): Promise<RecordingSource> {
  const infoPath = join(root, 'meta', 'info.json');
  const info = leRobotInfo(await readJson(infoPath), infoPath);
  const layout = info.version === 'v2.1' ? await layoutOfV21(root, info) : await layoutOfV30(root, info);
  const { found, problems } = await scanFrames(layout.episodes);
  const labels = await sidecarLabels(root);
  const stated = await stationLabels(root, layout.episodes);
  const episodes = headersOf(root, stated, found, labels);
  const tasks = [...new Set([...layout.tasks, ...episodes.flatMap((episode) => episode.tasks)])];
  const byName = new Map(info.features.map((feature) => [feature.name, feature]));
  return {
    summary: {
      format: `lerobot-${info.version}`,
      version: info.version,
      robotType: info.robotType,
      fps: info.fps,
      features: info.features,
      tasks,
      attributes: [...new Set(episodes.flatMap((episode) => Object.keys(episode.attributes)))].sort(),
      episodes,
      frames: episodes.reduce((sum, { length }) => sum + length, 0),
      problems: [
        ...layout.problems,
        ...problems,
        ...integrityProblems(info, layout.episodes, episodes, infoPath),
        ...(await missingVideos(info, layout.episodes)),
      ],
    },
    attributeColumns: info.features
      .filter(({ name, shape, readable }) => readable && shape.length === 0 && !BOOKKEEPING.test(name))
      .map(({ name }) => name),
    attributes: async (columns) => {
      const values = new Map<number, Record<string, AttributeValue>>();
      for (const [index, episode] of found) values.set(index, await constants(episode, columns));
      return values;
    },
    signals: async (index, features) =>
      readSignals(
        placeOf(found, index),
        features.map((name) => readable(byName, name)),
      ),
    videos: (index) => videosThere(layout.episodes.find((episode) => episode.index === index)),
    close: async () => {},
  };
}

function headersOf(
  root: string,
  stated: readonly StatedEpisode[],
  found: ReadonlyMap<number, FoundEpisode>,
  labels: ReadonlyMap<number, EpisodeHeader['outcome']>,
): EpisodeHeader[] {
  const first = new Map(stated.toReversed().map((episode) => [episode.index, episode]));
  return [...first.values()]
    .sort((a, b) => a.index - b.index)
    .flatMap(({ index, length, tasks, attributes }) => {
      const place = found.get(index);
      if (!place) return [];
      const outcome = leRobotOutcome({ sidecar: labels.get(index), attributes, columns: place.outcome, folder: root });
      return [{ index, length, tasks, attributes, outcome }];
    });
}

async function missingVideos(info: LeRobotInfo, episodes: readonly StatedEpisode[]): Promise<Problem[]> {
  const files = [...new Set(episodes.flatMap((episode) => episode.videos.map(({ file }) => file)))];
  const present = await Promise.all(files.map(isThere));
  const missing = present.filter((there) => !there).length;
  if (missing === 0) return [];
  const cameras = info.features.filter(({ dtype }) => dtype === 'video').length;
  return [
    warning(
      `${missing} of ${files.length} video files (${cameras} camera${cameras === 1 ? '' : 's'}) are missing. States and actions can be read; there is nothing to watch for these episodes.`,
    ),
  ];
}

function placeOf(found: ReadonlyMap<number, FoundEpisode>, index: number): FoundEpisode {
  const place = found.get(index);
  if (!place) throw new DomainError('invalid', `Episode ${index} cannot be read from this recording.`);
  return place;
}

function readable(features: ReadonlyMap<string, Feature>, name: string): Feature {
  const feature = features.get(name);
  if (!feature) throw new DomainError('invalid', `The recording has no feature "${name}".`);
  if (!feature.readable)
    throw new DomainError(
      'invalid',
      `"${name}" is a video: its frames are not read here. Post recorded predictions for policies that need it.`,
    );
  return feature;
}

async function constants(
  { file, from, to }: FoundEpisode,
  names: readonly string[],
): Promise<Record<string, AttributeValue>> {
  const present = names.filter((name) => file.columns.includes(name));
  const columns = await readColumns(file, present, from, to);
  return Object.fromEntries(names.map((name) => [name, constantOf(columns.get(name) ?? [])]));
}

function constantOf(column: readonly unknown[]): AttributeValue {
  const [first] = column;
  if (column.some((value) => value !== first)) return null;
  if (typeof first === 'bigint') return Number(first);
  return typeof first === 'string' || typeof first === 'number' || typeof first === 'boolean' ? first : null;
}
