import { binEdges, namedBins } from '../core/recording/bins';
import type { FactorRule } from '../core/recording/schema';
import { rowsOf } from './files';
import { Misused } from './terminal';

/** How an attribute or column varies, as the dry run says. */
interface Profile {
  name: string;
  values: { value: string; episodes: number }[];
  distinct: number;
  /** Values in rank order where all are numbers; empty else. */
  sample: number[];
}

/** The part of a dry run that rules are made from. */
export interface Inspection {
  attributes: Profile[];
  columns: Profile[];
  tasks: { text: string }[];
  factors: { key: string; levels: string[] }[];
}

export const FACTOR_HELP =
  'KEY=attribute:NAME, KEY=column:NAME, KEY=bins:NAME:N, KEY=bins:NAME:E0,E1,…, KEY=task, KEY=constant:LEVEL or KEY=list:FILE.csv';

/** A `--factor` flag taken apart. Throws Misused. */
export function parsedFlag(flag: string): { key: string; by: string; rest: string[] } {
  const [, key, by, rest] = /^([^=]+)=([^:]+)(?::(.*))?$/.exec(flag) ?? [];
  const needed: Record<string, number> = { attribute: 1, column: 1, bins: 2, task: 0, constant: 1, list: 1 };
  const parts = rest === undefined ? [] : by === 'bins' ? splitLast(rest) : [rest];
  if (!key || needed[by] !== parts.length) throw new Misused(`"${flag}" is no factor rule. Write ${FACTOR_HELP}.`);
  return { key, by, rest: parts };
}

const splitLast = (text: string) => {
  const at = text.lastIndexOf(':');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};

/** The rule a flag stands for, on what the dry run found. Throws Misused for names that the recording does not have. */
export async function ruleOf(flag: string, found: Inspection): Promise<FactorRule> {
  const { key, by, rest } = parsedFlag(flag);
  const levels = found.factors.find((factor) => factor.key === key)?.levels;
  if (!levels)
    throw new Misused(`The program has no factor "${key}". It has ${found.factors.map((f) => f.key).join(', ')}.`);
  const [name, second] = rest;
  switch (by) {
    case 'task':
      return {
        by,
        levels: byLevel(
          found.tasks.map(({ text }) => text),
          levels,
        ),
      };
    case 'constant':
      return { by, level: name };
    case 'list':
      return { by, levels: await listOf(name, key) };
    case 'bins':
      return { by: 'attribute-bins', name, bins: binsOf(profile(found.attributes, name, 'attribute'), second, levels) };
    case 'column':
      return { by, name, levels: valuesOf(profile(found.columns, name, 'column'), levels) };
    default:
      return { by: 'attribute', name, levels: valuesOf(profile(found.attributes, name, 'attribute'), levels) };
  }
}

function profile(profiles: readonly Profile[], name: string, what: string): Profile {
  const found = profiles.find((one) => one.name === name);
  if (found) return found;
  throw new Misused(
    `The recording has no ${what} "${name}". It has ${profiles.map((one) => one.name).join(', ') || 'none'}.`,
  );
}

function valuesOf({ name, values, distinct }: Profile, levels: readonly string[]): Record<string, string> {
  if (distinct > values.length)
    throw new Misused(`"${name}" has ${distinct} values, too many for levels. Use bins:${name}:5 for a number.`);
  return byLevel(
    values.map(({ value }) => value),
    levels,
  );
}

/** Each text to the level that is the same word or the same number; else to a level of its own name. */
function byLevel(texts: readonly string[], levels: readonly string[]): Record<string, string> {
  const same = (a: string, b: string) =>
    a.toLowerCase() === b.toLowerCase() || (b.trim() !== '' && Number(a) === Number(b));
  return Object.fromEntries(texts.map((text) => [text, levels.find((level) => same(text, level)) ?? text]));
}

/** Bins at the edges given, else as many of about equal filling; named by the program's levels where their number agrees. */
function binsOf({ name, sample }: Profile, wanted: string, levels: readonly string[]) {
  if (sample.length === 0)
    throw new Misused(`"${name}" is not a number in every episode, so it cannot be cut into bins.`);
  const bins = /^\d{1,2}$/.test(wanted) ? Number(wanted) : 0;
  const edges = wanted.includes(',') ? wanted.split(',').map(Number) : bins > 0 ? binEdges(sample, bins) : [];
  if (edges.length < 2 || edges.some((edge, e) => !Number.isFinite(edge) || (e > 0 && edge <= edges[e - 1])))
    throw new Misused(`"${wanted}" is neither a number of bins nor a list of rising edges.`);
  const named = namedBins(edges);
  return named.levels.length === levels.length ? { ...named, levels: [...levels] } : named;
}

async function listOf(file: string, key: string): Promise<Record<string, string>> {
  const rows = await rowsOf(file);
  return Object.fromEntries(
    rows.map((row) => {
      const level = row[key] ?? row.level;
      if (row.episode_index === undefined || level === undefined)
        throw new Misused(`${file} needs the columns episode_index and ${key} (or level).`);
      return [String(row.episode_index), String(level)];
    }),
  );
}
