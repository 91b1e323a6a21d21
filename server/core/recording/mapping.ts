import { binOf } from './bins';
import type { FactorRule, ImportMapping } from './schema';
import type { AttributeValue, EpisodeHeader, RecordingSummary } from './source';

/** A factor of the program with the names of its levels. */
export interface MappedFactor {
  key: string;
  levels: readonly string[];
}

/** Where an episode belongs: a level of every factor, or why it belongs nowhere yet. */
export interface MappedEpisode {
  index: number;
  levels: Record<string, string>;
  /** A sentence; null where every factor has a level. */
  unmapped: string | null;
  outcome: EpisodeHeader['outcome'];
}

/** Values of per-frame columns by episode index, as RecordingSource.attributes gives them. */
export type ColumnValues = ReadonlyMap<number, Record<string, AttributeValue>>;

/** Places every episode by the rules of `mapping`. Nothing is guessed: an episode without a level for a factor says so. O(episodes × factors). */
export function applyMapping(
  summary: Pick<RecordingSummary, 'episodes'>,
  mapping: ImportMapping,
  factors: readonly MappedFactor[],
  columns: ColumnValues = new Map(),
): MappedEpisode[] {
  return summary.episodes.map((episode) => {
    const levels: Record<string, string> = {};
    const reasons: string[] = [];
    for (const factor of factors) {
      const found = levelOf(episode, mapping.factors[factor.key], columns.get(episode.index) ?? {});
      if ('reason' in found) reasons.push(`${factor.key}: ${found.reason}`);
      else if (factor.levels.includes(found.level)) levels[factor.key] = found.level;
      else reasons.push(`${factor.key}: "${found.level}" is no level of the program`);
    }
    return {
      index: episode.index,
      levels,
      unmapped: reasons.length === 0 ? null : `${reasons.join('; ')}.`,
      outcome: outcomeOf(episode, mapping),
    };
  });
}

type Found = { level: string } | { reason: string };

function levelOf(episode: EpisodeHeader, rule: FactorRule | undefined, columns: Record<string, AttributeValue>): Found {
  switch (rule?.by) {
    case undefined:
      return { reason: 'no rule' };
    case 'constant':
      return { level: rule.level };
    case 'task':
      return byTask(episode.tasks, rule.levels);
    case 'attribute':
      return byValue(episode.attributes[rule.name], rule.levels, `attribute ${rule.name}`);
    case 'column':
      return byValue(columns[rule.name], rule.levels, `column ${rule.name}`);
    case 'list':
      return byValue(String(episode.index), rule.levels, 'episode');
    case 'attribute-bins': {
      const value = episode.attributes[rule.name];
      const bin = typeof value === 'number' ? binOf(value, rule.bins.edges) : null;
      return bin === null
        ? { reason: `${rule.name} = ${String(value ?? 'absent')} is in no bin` }
        : { level: rule.bins.levels[bin] };
    }
  }
}

function byTask(tasks: readonly string[], levels: Record<string, string>): Found {
  const named = new Set(tasks.flatMap((task) => (Object.hasOwn(levels, task) ? [levels[task]] : [])));
  if (named.size === 1) return { level: [...named][0] };
  return {
    reason: named.size === 0 ? `no level for the task "${tasks.join('", "')}"` : `its tasks name ${named.size} levels`,
  };
}

function byValue(value: AttributeValue | undefined, levels: Record<string, string>, what: string): Found {
  if (value === undefined || value === null) return { reason: `${what} is absent` };
  const key = String(value);
  return Object.hasOwn(levels, key) ? { level: levels[key] } : { reason: `no level for ${what} = ${key}` };
}

function outcomeOf(episode: EpisodeHeader, { outcome }: ImportMapping): EpisodeHeader['outcome'] {
  if (outcome.from === 'recording') return episode.outcome;
  if (outcome.from === 'declared') return { value: outcome.outcome, source: 'declared for the import' };
  return { value: outcome.outcomes[String(episode.index)] ?? 'unknown', source: 'list' };
}
