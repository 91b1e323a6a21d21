import { join } from 'node:path';
import { isObject, readJson } from '../json';
import type { StatedEpisode } from './layout';

/**
 * The stated episodes with what a watching station wrote about them in `meta/rota.json`: the attempt each was logged as
 * and the levels it was recorded under. Only where the length agrees, because editing tools renumber episodes.
 */
export async function stationLabels(root: string, stated: readonly StatedEpisode[]): Promise<StatedEpisode[]> {
  const json = await readJson(join(root, 'meta', 'rota.json'));
  const labels = isObject(json) && isObject(json.episodes) ? json.episodes : {};
  return stated.map((episode) => {
    const label = labels[String(episode.index)];
    if (!isObject(label) || label.length !== episode.length || typeof label.attempt_id !== 'string') return episode;
    const levels = isObject(label.levels) ? Object.entries(label.levels) : [];
    const texts = levels.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return {
      ...episode,
      attributes: { ...episode.attributes, ...Object.fromEntries(texts), attempt_id: label.attempt_id },
    };
  });
}
