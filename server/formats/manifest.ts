import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { DomainError } from '@/server/core/errors';
import { parseCsv } from '@/server/core/recording/csv';
import type { AttributeValue, EpisodeHeader, Problem, RecordingSource } from '@/server/core/recording/source';
import { isObject, type JsonObject, readJson } from './json';

const OWN_FIELDS = new Set(['episode_index', 'length', 'task', 'outcome']);

/**
 * A CSV or JSON list of episodes without signals: `episode_index`, and optionally `length`, `task`, `outcome` and any other
 * column, which becomes an attribute. Throws DomainError invalid where it is no such list.
 */
export async function openManifest(path: string): Promise<RecordingSource> {
  const rows = extname(path).toLowerCase() === '.csv' ? parseCsv(await readFile(path, 'utf8')) : await jsonRows(path);
  if (rows.length > 0 && !rows.some((row) => 'episode_index' in row))
    throw new DomainError('invalid', `${path} has no column episode_index; a manifest lists one episode a row.`);
  const problems: Problem[] = [];
  const episodes = new Map<number, EpisodeHeader>();
  for (const [at, row] of rows.entries()) {
    const episode = episodeOf(row);
    const wrong =
      episode === null
        ? 'has no whole number as episode_index'
        : episodes.has(episode.index)
          ? `repeats episode ${episode.index}`
          : null;
    if (wrong)
      problems.push({
        severity: 'error',
        episode: episode?.index ?? null,
        file: path,
        message: `Record ${at + 1} ${wrong}: it was left out.`,
      });
    else if (episode) episodes.set(episode.index, episode);
  }
  const headers = [...episodes.values()].sort((a, b) => a.index - b.index);
  return {
    summary: {
      format: 'manifest',
      version: extname(path).slice(1).toLowerCase(),
      robotType: null,
      fps: null,
      features: [],
      tasks: [...new Set(headers.flatMap((episode) => episode.tasks))],
      attributes: [...new Set(headers.flatMap((episode) => Object.keys(episode.attributes)))],
      episodes: headers,
      frames: headers.reduce((sum, { length }) => sum + length, 0),
      problems,
    },
    attributeColumns: [],
    attributes: async () => new Map(headers.map(({ index }) => [index, {}])),
    signals: async (index) => {
      throw new DomainError('invalid', `Episode ${index} comes from a manifest, which holds no signals.`);
    },
    videos: async () => [],
    close: async () => {},
  };
}

async function jsonRows(path: string): Promise<JsonObject[]> {
  const json = await readJson(path);
  const list = isObject(json) ? json.episodes : json;
  if (!Array.isArray(list))
    throw new DomainError(
      'invalid',
      `${path} is no manifest: it should be a list of episodes, or an object with the list \`episodes\`.`,
    );
  return list.filter(isObject);
}

function episodeOf(row: JsonObject): EpisodeHeader | null {
  const index = wholeNumber(row.episode_index);
  if (index === null) return null;
  return {
    index,
    length: wholeNumber(row.length) ?? 0,
    tasks: typeof row.task === 'string' && row.task !== '' ? [row.task] : [],
    attributes: Object.fromEntries(
      Object.entries(row)
        .filter(([name]) => !OWN_FIELDS.has(name))
        .map(([name, value]) => [name, attributeOf(value)]),
    ),
    outcome: outcomeOf(row.outcome),
  };
}

function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
}

/** CSV knows only text: what reads as a number is one, an empty cell is absent. */
function attributeOf(value: unknown): AttributeValue {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'string' || value === '') return null;
  return Number.isFinite(Number(value)) ? Number(value) : value;
}

function outcomeOf(value: unknown): EpisodeHeader['outcome'] {
  const word = String(value ?? '').toLowerCase();
  if (['success', 'true', '1'].includes(word)) return { value: 'success', source: 'manifest' };
  if (['failure', 'false', '0'].includes(word)) return { value: 'failure', source: 'manifest' };
  return { value: 'unknown', source: 'none' };
}
