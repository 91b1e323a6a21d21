import { DomainError } from '../errors';
import { parseCsv } from './csv';
import type { MappedFactor } from './mapping';
import { OUTCOMES } from './outcome';
import type { FactorRule, OutcomeSource } from './schema';

/** What a list by episode index says: a rule for every factor it has a column for, and outcomes if it has that column. */
export interface ListedEpisodes {
  episodes: number;
  rules: Record<string, FactorRule>;
  outcome: OutcomeSource | null;
}

/**
 * Rules from a CSV `episode_index, <factor>…[, outcome]` whose columns are called as the factors' keys or names, whatever
 * their case. Throws DomainError invalid where it has no episode_index, no factor, or an outcome that is none.
 */
export function rulesFromCsv(text: string, factors: readonly (MappedFactor & { name: string })[]): ListedEpisodes {
  const rows = parseCsv(text).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name.toLowerCase(), cell])),
  );
  if (rows.length === 0 || !('episode_index' in rows[0]))
    throw new DomainError(
      'invalid',
      'The first line of the list names its columns; one of them has to be episode_index.',
    );
  const rules: Record<string, FactorRule> = {};
  for (const { key, name } of factors) {
    const column = [key, name.toLowerCase()].find((called) => called in rows[0]);
    if (column === undefined) continue;
    const levels = rows.flatMap((row) => (row[column] ? [[row.episode_index, row[column]]] : []));
    rules[key] = { by: 'list', levels: Object.fromEntries(levels) };
  }
  const outcome = 'outcome' in rows[0] ? outcomesIn(rows) : null;
  if (Object.keys(rules).length === 0 && !outcome)
    throw new DomainError(
      'invalid',
      `No column of the list is a factor of this program: name one ${factors.map(({ key }) => key).join(', ')} or outcome.`,
    );
  return { episodes: rows.length, rules, outcome };
}

function outcomesIn(rows: readonly Record<string, string>[]): OutcomeSource {
  const outcomes = rows.map((row) => {
    const word = row.outcome.toLowerCase() || 'unknown';
    const outcome = OUTCOMES.find((each) => each === word);
    if (!outcome)
      throw new DomainError(
        'invalid',
        `Episode ${row.episode_index} has the outcome "${row.outcome}"; it is success, failure or unknown.`,
      );
    return [row.episode_index, outcome] as const;
  });
  return { from: 'list', outcomes: Object.fromEntries(outcomes) };
}
