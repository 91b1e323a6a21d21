import { binEdges, namedBins } from './bins';
import type { MappedFactor } from './mapping';
import type { FactorRule } from './schema';
import type { AttributeValue, RecordingSummary } from './source';

/** A proposed rule, always to be confirmed by a person; `why` says what it rests on. */
export interface Guess {
  rule: FactorRule;
  why: string;
}

type Described = Pick<RecordingSummary, 'episodes' | 'attributes' | 'tasks'>;

/** A guessed rule per factor key; null where nothing in the recording suggests one. */
export function guessMapping(summary: Described, factors: readonly MappedFactor[]): Record<string, Guess | null> {
  return Object.fromEntries(factors.map((factor) => [factor.key, guessRule(summary, factor)]));
}

function guessRule(summary: Described, factor: MappedFactor): Guess | null {
  const attribute = summary.attributes.find((name) => sameWord(name.replace(/^dd\//, ''), factor.key));
  const byAttribute = attribute === undefined ? null : attributeGuess(summary, factor, attribute);
  if (byAttribute) return byAttribute;
  const levels = matches(summary.tasks, factor.levels);
  const matched = Object.keys(levels).length;
  if (matched > 0)
    return {
      rule: { by: 'task', levels },
      why: `A level's name occurs in ${matched} of ${summary.tasks.length} task texts.`,
    };
  if (factor.levels.length === 1)
    return { rule: { by: 'constant', level: factor.levels[0] }, why: 'The factor has only this level.' };
  return null;
}

function attributeGuess(summary: Described, factor: MappedFactor, name: string): Guess | null {
  const values = attributeValues(summary, name);
  const levels = matches([...new Set(values.map(String))], factor.levels);
  const matched = Object.keys(levels).length;
  if (matched > 0)
    return {
      rule: { by: 'attribute', name, levels },
      why: `The attribute ${name} is named like the factor and ${matched} of its values like levels.`,
    };
  const numbers = values.filter((value) => typeof value === 'number');
  const edges = binEdges(numbers, factor.levels.length);
  if (edges.length - 1 !== factor.levels.length) return null;
  return {
    rule: { by: 'attribute-bins', name, bins: { edges, levels: [...factor.levels] } },
    why: `The attribute ${name} is named like the factor; its ${numbers.length} values were cut into as many bins as there are levels, in order.`,
  };
}

/** A factor read off a recording for a new program: its levels and the rule that places the episodes. */
export interface ProposedFactor {
  key: string;
  name: string;
  levels: string[];
  rule: FactorRule;
}

/**
 * Factors a recording itself suggests: its task texts where there are several, and each attribute that varies; numbers with
 * more than `maxLevels` distinct values are cut into `bins` quantile bins, texts with more are left out.
 */
export function matrixFromRecording(summary: Described, { bins = 5, maxLevels = 12 } = {}): ProposedFactor[] {
  const tasks: ProposedFactor[] =
    summary.tasks.length > 1
      ? [{ key: 'task', name: 'Task', levels: summary.tasks, rule: { by: 'task', levels: identity(summary.tasks) } }]
      : [];
  const attributes = summary.attributes
    .filter((name) => !sameWord(name.replace(/^dd\//, ''), 'success'))
    .flatMap((name) => factorOf(name, attributeValues(summary, name), bins, maxLevels));
  return [...tasks, ...attributes];
}

function factorOf(
  name: string,
  values: Exclude<AttributeValue, null>[],
  bins: number,
  maxLevels: number,
): ProposedFactor[] {
  const distinct = [...new Set(values)].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1,
  );
  if (distinct.length < 2) return [];
  const key = keyOf(name);
  const words = distinct.map(String);
  if (distinct.length <= maxLevels)
    return [{ key, name, levels: words, rule: { by: 'attribute', name, levels: identity(words) } }];
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return [];
  const cut = namedBins(binEdges(numbers, bins));
  return [{ key, name, levels: cut.levels, rule: { by: 'attribute-bins', name, bins: cut } }];
}

function attributeValues({ episodes }: Described, name: string): Exclude<AttributeValue, null>[] {
  return episodes.flatMap(({ attributes }) => {
    const value = attributes[name];
    return value === undefined || value === null ? [] : [value];
  });
}

/** Texts matched to the longest level name that they equal or contain as whole words. */
function matches(texts: readonly string[], levels: readonly string[]): Record<string, string> {
  const byLength = levels.toSorted((a, b) => b.length - a.length);
  return Object.fromEntries(
    texts.flatMap((text) => {
      const level = byLength.find((name) => ` ${plain(text)} `.includes(` ${plain(name)} `));
      return level === undefined ? [] : [[text, level]];
    }),
  );
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.-]+/gu, ' ')
    .replace(/\.( |$)/g, '$1')
    .trim();
const sameWord = (a: string, b: string) => plain(a).replaceAll(' ', '') === plain(b).replaceAll(' ', '');
const identity = (words: readonly string[]) => Object.fromEntries(words.map((word) => [word, word]));
const keyOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/^dd\//, '')
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 32) || 'factor';
