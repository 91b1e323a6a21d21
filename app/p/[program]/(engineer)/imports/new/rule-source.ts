import { binEdges, namedBins } from '@/server/core/recording/bins';
import type { FactorRule } from '@/server/core/recording/schema';
import type { Inspection } from './draft';

/** Where a factor's level may be read from in this recording, as options of one choice. */
export function sourcesOf(seen: Inspection): { value: string; label: string }[] {
  return [
    { value: 'open', label: 'Leave open' },
    { value: 'constant', label: 'One level for all' },
    ...(seen.tasks.length > 0 ? [{ value: 'task', label: 'Task text' }] : []),
    ...seen.attributes.map(({ name }) => ({ value: `attribute:${name}`, label: `Attribute ${name}` })),
    ...seen.attributes
      .filter(({ sample }) => sample.length > 0)
      .map(({ name }) => ({ value: `attribute-bins:${name}`, label: `Bins of ${name}` })),
    ...seen.attributeColumns.map((name) => ({ value: `column:${name}`, label: `Column ${name}` })),
    { value: 'list', label: 'A list by episode (CSV)' },
  ];
}

/** The choice that a rule was made from. */
export function sourceOf(rule: FactorRule | null): string {
  if (rule === null) return 'open';
  return 'name' in rule ? `${rule.by}:${rule.name}` : rule.by;
}

/** A first rule for a choice: names that equal levels are filled in, everything else is left to the person. */
export function ruleFrom(choice: string, seen: Inspection, levels: readonly string[]): FactorRule | null {
  const [by, ...rest] = choice.split(':');
  const name = rest.join(':');
  if (by === 'constant') return levels.length > 0 ? { by, level: levels[0] } : null;
  if (by === 'task')
    return {
      by,
      levels: sameNames(
        seen.tasks.map(({ text }) => text),
        levels,
      ),
    };
  if (by === 'list') return { by, levels: {} };
  if (by === 'attribute' || by === 'column')
    return {
      by,
      name,
      levels: sameNames(
        valuesOf(seen, by, name).map(({ value }) => value),
        levels,
      ),
    };
  if (by === 'attribute-bins') return binned(name, seen, levels.length, levels);
  return null;
}

/** The rule that cuts an attribute into `bins` bins; levels take the program's names where there are as many of them. */
export function binned(name: string, seen: Inspection, bins: number, levels: readonly string[]): FactorRule | null {
  const sample = seen.attributes.find((profile) => profile.name === name)?.sample ?? [];
  const edges = binEdges(sample, Math.max(1, bins));
  if (edges.length < 2) return null;
  const named = namedBins(edges);
  const fits = named.levels.length === levels.length;
  return { by: 'attribute-bins', name, bins: { edges, levels: fits ? [...levels] : named.levels } };
}

/** Values of an attribute or column with their number of episodes; empty while a column has not been read. */
export function valuesOf(seen: Inspection, by: 'attribute' | 'column', name: string) {
  const profiles = by === 'attribute' ? seen.attributes : seen.columns;
  return profiles.find((profile) => profile.name === name)?.values ?? [];
}

function sameNames(texts: readonly string[], levels: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.flatMap((text) => {
      const level = levels.find((each) => each.toLowerCase() === text.trim().toLowerCase());
      return level === undefined ? [] : [[text, level]];
    }),
  );
}
