import { join } from 'node:path';
import { DomainError } from '@/server/core/errors';
import type { AttributeValue } from '@/server/core/recording/source';
import { type JsonObject, readJsonLines, stringsOf } from '../json';
import type { LeRobotInfo } from './info';
import { type Layout, type StatedEpisode, warning } from './layout';
import { expandTemplate } from './template';

const CONTAINER_FIELDS = new Set(['episode_index', 'tasks', 'length']);

/** Reads meta/episodes.jsonl and meta/tasks.jsonl of a v2.1 folder; an absent file counts as empty where no episode is stated. */
export async function layoutOfV21(root: string, info: LeRobotInfo): Promise<Layout> {
  const episodesPath = join(root, 'meta', 'episodes.jsonl');
  const tasksPath = join(root, 'meta', 'tasks.jsonl');
  const [episodes, tasks] = await Promise.all([readJsonLines(episodesPath), readJsonLines(tasksPath)]);
  if (!episodes && info.totalEpisodes !== 0)
    throw new DomainError(
      'invalid',
      `${episodesPath} is missing, so the episodes of this v2.1 recording are not listed.`,
    );
  const badLines = [
    ...(episodes?.badLines ?? []).map((line) => warning(`Line ${line} is not JSON and was skipped.`, episodesPath)),
    ...(tasks?.badLines ?? []).map((line) => warning(`Line ${line} is not JSON and was skipped.`, tasksPath)),
  ];
  return {
    episodes: (episodes?.rows ?? []).flatMap((row) => statedEpisode(root, info, row)),
    tasks: (tasks?.rows ?? []).flatMap((row) => stringsOf(row.task)),
    problems: badLines,
  };
}

function statedEpisode(root: string, info: LeRobotInfo, row: JsonObject): StatedEpisode[] {
  const { episode_index: index, length } = row;
  if (typeof index !== 'number' || !Number.isInteger(index)) return [];
  const values = { episode_index: index, episode_chunk: Math.floor(index / info.chunksSize) };
  const { videoPath } = info;
  const cameras = info.features.filter((feature) => feature.dtype === 'video');
  return [
    {
      index,
      length: typeof length === 'number' ? length : 0,
      tasks: stringsOf(row.tasks),
      attributes: Object.fromEntries(Object.entries(row).filter(isAttribute)),
      file: join(root, expandTemplate(info.dataPath, values)),
      videos: videoPath
        ? cameras.map(({ name: camera }) => ({
            camera,
            file: join(root, expandTemplate(videoPath, { ...values, video_key: camera })),
            from: 0,
            to: null,
          }))
        : [],
    },
  ];
}

function isAttribute(entry: [string, unknown]): entry is [string, AttributeValue] {
  const [name, value] = entry;
  return !CONTAINER_FIELDS.has(name) && (value === null || ['string', 'number', 'boolean'].includes(typeof value));
}
