import { configurationIdsByLevels, factorsOf } from '@/db/queries/matrix';
import { applyMapping, type MappedEpisode } from '@/server/core/recording/mapping';
import type { ImportMapping } from '@/server/core/recording/schema';
import type { RecordingSource } from '@/server/core/recording/source';
import type { ProgramContext } from '../context';

/** An episode under a mapping, with the configuration its levels make. */
export interface PlacedEpisode extends MappedEpisode {
  configurationId: number | null;
}

/** Every episode of the recording under the mapping, in the recording's order; reads only the per-frame columns that rules name. */
export async function placement(
  ctx: ProgramContext,
  source: RecordingSource,
  mapping: ImportMapping,
): Promise<PlacedEpisode[]> {
  const factors = await factorsOf(ctx.db, ctx.scope);
  const columns = [
    ...new Set(Object.values(mapping.factors).flatMap((rule) => (rule.by === 'column' ? [rule.name] : []))),
  ].filter((name) => source.attributeColumns.includes(name));
  const mapped = applyMapping(
    source.summary,
    mapping,
    factors.map(({ key, levels }) => ({ key, levels: levels.map(({ name }) => name) })),
    columns.length > 0 ? await source.attributes(columns) : undefined,
  );
  const idByName = factors.map(({ key, levels }) => ({ key, ids: new Map(levels.map(({ name, id }) => [name, id])) }));
  const levelIds = (episode: MappedEpisode) => idByName.map(({ key, ids }) => ids.get(episode.levels[key]) ?? 0);
  const complete = mapped.filter(({ unmapped }) => unmapped === null);
  const combinations = new Map(complete.map((episode) => [levelIds(episode).join(','), levelIds(episode)]));
  const found = await configurationIdsByLevels(ctx.db, ctx.scope, [...combinations.values()]);
  return mapped.map((episode) => ({
    ...episode,
    configurationId: episode.unmapped === null ? (found.get(levelIds(episode).join(',')) ?? null) : null,
  }));
}

/** Reasons episodes stay without a configuration, with how many each, most frequent first. */
export function reasonsOf(placed: readonly PlacedEpisode[]): { reason: string; episodes: number }[] {
  const counts = new Map<string, number>();
  for (const { configurationId, unmapped } of placed) {
    if (configurationId !== null) continue;
    const reason = unmapped ?? 'Its combination of levels is not in the matrix.';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, episodes]) => ({ reason, episodes }))
    .sort((a, b) => b.episodes - a.episodes || (a.reason < b.reason ? -1 : 1));
}
