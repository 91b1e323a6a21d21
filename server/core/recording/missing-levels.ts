import type { MappedFactor } from './mapping';
import type { FactorRule, ImportMapping } from './schema';

/** Levels that the rules of a mapping name and the program does not have, by factor key; factors without any are left out. */
export function missingLevels(mapping: ImportMapping, factors: readonly MappedFactor[]): Record<string, string[]> {
  return Object.fromEntries(
    factors.flatMap(({ key, levels }) => {
      const named = new Set(mapping.factors[key] ? levelsNamedBy(mapping.factors[key]) : []);
      const missing = [...named].filter((name) => !levels.includes(name));
      return missing.length > 0 ? [[key, missing]] : [];
    }),
  );
}

function levelsNamedBy(rule: FactorRule): string[] {
  if (rule.by === 'constant') return [rule.level];
  return rule.by === 'attribute-bins' ? rule.bins.levels : Object.values(rule.levels);
}
