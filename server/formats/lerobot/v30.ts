import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@/server/core/errors';
import type { AttributeValue, Problem, StoredVideo } from '@/server/core/recording/source';
import { stringsOf } from '../json';
import { type Column, integerOf, openParquet, readColumns } from '../parquet';
import type { LeRobotInfo } from './info';
import { failure, type Layout, type StatedEpisode, warning } from './layout';
import { expandTemplate } from './template';

type Row = Map<string, unknown>;

/** Reads meta/episodes and meta/tasks.parquet of a v3.0 folder; the statistics columns are never read. */
export async function layoutOfV30(root: string, info: LeRobotInfo): Promise<Layout> {
  const folder = join(root, 'meta', 'episodes');
  const files = await parquetFilesUnder(folder);
  if (files.length === 0 && info.totalEpisodes !== 0)
    throw new DomainError(
      'invalid',
      `${folder} holds no parquet file, so the episodes of this v3.0 recording are not listed.`,
    );
  const problems: Problem[] = [];
  const episodes: StatedEpisode[] = [];
  for (const file of files) {
    try {
      for (const row of await episodeRows(file)) episodes.push(...statedEpisode(root, info, row, file, problems));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      problems.push(failure(`${error.message} Its episodes were left out.`, file));
    }
  }
  const tasks = await taskTexts(join(root, 'meta', 'tasks.parquet'), problems, info.totalTasks === 0);
  return { episodes, tasks, problems };
}

async function episodeRows(path: string): Promise<Row[]> {
  const file = await openParquet(path);
  const names = file.columns.filter((name) => !name.startsWith('stats/'));
  const columns = await readColumns(file, names);
  return Array.from(
    { length: file.rows },
    (_, row) => new Map(names.map((name) => [name, (columns.get(name) as Column)[row]])),
  );
}

function statedEpisode(root: string, info: LeRobotInfo, row: Row, path: string, problems: Problem[]): StatedEpisode[] {
  const index = integerOf(row.get('episode_index'));
  if (index === null) {
    problems.push(warning('A row without episode_index was skipped.', path));
    return [];
  }
  const chunk = integerOf(row.get('data/chunk_index'));
  const file = integerOf(row.get('data/file_index'));
  if (chunk === null || file === null) {
    problems.push(
      failure(`Episode ${index} has no data/chunk_index or data/file_index: it was left out.`, path, index),
    );
    return [];
  }
  const length = integerOf(row.get('length')) ?? 0;
  problems.push(...misplacedVideos(info, row, index, length, path));
  return [
    {
      index,
      length,
      tasks: stringsOf(row.get('tasks')),
      attributes: attributesOf(row),
      file: join(root, expandTemplate(info.dataPath, { chunk_index: chunk, file_index: file, episode_index: index })),
      videos: cameras(info).flatMap((key) => videoOf(root, info, row, key)),
    },
  ];
}

const cameras = (info: LeRobotInfo) => info.features.filter(({ dtype }) => dtype === 'video').map(({ name }) => name);

function videoOf(root: string, info: LeRobotInfo, row: Row, key: string): StoredVideo[] {
  const chunk = integerOf(row.get(`videos/${key}/chunk_index`));
  const file = integerOf(row.get(`videos/${key}/file_index`));
  if (!info.videoPath || chunk === null || file === null) return [];
  const [from, to] = [row.get(`videos/${key}/from_timestamp`), row.get(`videos/${key}/to_timestamp`)];
  return [
    {
      camera: key,
      file: join(root, expandTemplate(info.videoPath, { video_key: key, chunk_index: chunk, file_index: file })),
      from: typeof from === 'number' && from >= 0 ? from : 0,
      to: typeof to === 'number' && to > 0 ? to : null,
    },
  ];
}

/** Merged recordings are known to point seconds away from the episode's own stretch of the video. */
function misplacedVideos(info: LeRobotInfo, row: Row, index: number, length: number, path: string): Problem[] {
  const { fps } = info;
  if (fps === null) return [];
  return cameras(info).flatMap((key) => {
    const from = row.get(`videos/${key}/from_timestamp`);
    const to = row.get(`videos/${key}/to_timestamp`);
    if (typeof from !== 'number' || typeof to !== 'number' || from + length / fps <= to + 1 / fps + 1e-6) return [];
    return [
      warning(
        `Episode ${index}: camera ${key} has ${(to - from).toFixed(2)} s of video for ${(length / fps).toFixed(2)} s of frames.`,
        path,
        index,
      ),
    ];
  });
}

/** Extra scalar columns of meta/episodes: everything LeRobot itself does not define. Flat names may hold slashes. */
function attributesOf(row: Row): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of row) {
    if (/^(episode_index|tasks|length|dataset_(from|to)_index|(data|videos|stats|meta\/episodes)\/.*)$/.test(name))
      continue;
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      attributes[name] = typeof value === 'number' && Number.isNaN(value) ? null : value;
    else if (typeof value === 'bigint') attributes[name] = integerOf(value);
  }
  return attributes;
}

/** Task texts by task_index; the text column is `task` or, from older writers, pandas' unnamed index. */
async function taskTexts(path: string, problems: Problem[], mayBeAbsent: boolean): Promise<string[]> {
  try {
    const file = await openParquet(path);
    const text = ['task', '__index_level_0__'].find((name) => file.columns.includes(name));
    if (!text) throw new DomainError('invalid', `${path} has neither a column task nor __index_level_0__.`);
    const columns = await readColumns(file, ['task_index', text]);
    const indices = (columns.get('task_index') as Column).map((value) => integerOf(value) ?? Number.MAX_SAFE_INTEGER);
    return (columns.get(text) as Column)
      .map((task, row) => ({ task, at: indices[row] }))
      .sort((a, b) => a.at - b.at)
      .flatMap(({ task }) => stringsOf(task));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (!mayBeAbsent) problems.push(warning(`${error.message} Task texts are taken from the episodes.`, path));
    return [];
  }
}

async function parquetFilesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  return entries
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(folder, name));
}
