/** How far a number may be from its reference: absolute + relative · |reference|. */
export interface Tolerance {
  relative: number;
  absolute: number;
}

const NUMBER = '(\\d[\\d.]*(?:e[+-]?\\d+)?)';

/** The number after `word` in a compare sentence; null where it is not named. */
export function figureAfter(sentence: string, word: string): number | null {
  const found = new RegExp(`${word}\\s*${NUMBER}`, 'i').exec(sentence);
  return found ? Number(found[1]) : null;
}

/**
 * The tolerance that a compare sentence gives: of the clause that has `word` in it, and for what that leaves open the
 * first of the sentence. "exact" and "within" hold for both kinds.
 */
export function toleranceOf(sentence: string, word = ''): Tolerance {
  const own = word && (sentence.split(/[;()]/).find((clause) => clause.includes(word)) ?? '');
  const either = own && (figureAfter(own, 'exact') ?? figureAfter(own, 'within'));
  if (typeof either === 'number') return { relative: either, absolute: either };
  const figure = (kind: string, otherwise: number) =>
    figureAfter(own, kind) ?? figureAfter(sentence, kind) ?? otherwise;
  return { relative: figure('rel', 1e-9), absolute: figure('abs', 1e-12) };
}

/** What sets `found` apart from `wanted`: a sentence for the first difference, none when they agree. Null, NaN and ∞ are equal. */
export function differences(path: string, found: unknown, wanted: unknown, tolerance: Tolerance): string[] {
  if (found === undefined) return [`${path}: nothing is computed for it`];
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) {
      return [`${path}: ${brief(found)} is not a list of ${wanted.length}`];
    }
    return firstOf(wanted.keys(), (i) => differences(`${path}[${i}]`, found[i], wanted[i], tolerance));
  }
  if (typeof wanted === 'object' && wanted !== null) {
    const other = new Map(Object.entries(found ?? {}));
    return firstOf(Object.entries(wanted), ([key, value]) =>
      differences(`${path}.${key}`, other.get(key), value, tolerance),
    );
  }
  if (typeof wanted === 'number' && typeof found === 'number') {
    const allowed = tolerance.absolute + tolerance.relative * Math.abs(wanted);
    return Math.abs(found - wanted) <= allowed ? [] : [`${path}: ${found} is not ${wanted}`];
  }
  return found === wanted ? [] : [`${path}: ${brief(found)} is not ${brief(wanted)}`];
}

/** Complaint about two orders of items that differ within the first `until` places; items of one class are equal. */
export function orderDifferences(
  found: readonly number[],
  wanted: readonly number[],
  { until = wanted.length, classes }: { until?: number; classes?: readonly number[] } = {},
): string[] {
  const named = (order: readonly number[]) => order.slice(0, until).map((i) => classes?.[i] ?? i);
  return differences('order', named(found), named(wanted), { relative: 0, absolute: 0 });
}

function firstOf<Item>(items: Iterable<Item>, complain: (item: Item) => string[]): string[] {
  for (const item of items) {
    const complaints = complain(item);
    if (complaints.length > 0) return complaints;
  }
  return [];
}

const brief = (value: unknown) => (JSON.stringify(value) ?? String(value)).slice(0, 60);
