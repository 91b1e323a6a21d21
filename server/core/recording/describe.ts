import type { AttributeValue, EpisodeHeader, Problem, RecordingSummary } from './source';

/** How one attribute or column varies over the episodes of a recording. */
export interface AttributeProfile {
  name: string;
  /** Distinct values with their number of episodes, most frequent first, at most `limit`. */
  values: { value: string; episodes: number }[];
  distinct: number;
  /** Episodes that have no value. */
  absent: number;
  /** Where all present values are numbers: at most 200 of them, evenly spaced in rank, rising; empty else. Bins are cut on these. */
  sample: number[];
}

/** Profile of one attribute over the episodes' values. O(episodes log episodes). */
export function profileOf(name: string, found: readonly (AttributeValue | undefined)[], limit = 60): AttributeProfile {
  const present = found.filter((value) => value !== null && value !== undefined);
  const counts = countsOf(present.map(String));
  const numbers = present.filter((value) => typeof value === 'number');
  const numeric = numbers.length > 0 && numbers.length === present.length;
  return {
    name,
    values: [...counts]
      .map(([value, episodes]) => ({ value, episodes }))
      .sort((a, b) => b.episodes - a.episodes || (a.value < b.value ? -1 : 1))
      .slice(0, limit),
    distinct: counts.size,
    absent: found.length - present.length,
    sample: numeric ? evenly(numbers.sort((a, b) => a - b)) : [],
  };
}

/** Number of episodes by outcome, and by what the outcome rests on. */
export function outcomesOf(episodes: readonly Pick<EpisodeHeader, 'outcome'>[]) {
  const count = (value: string) => episodes.filter(({ outcome }) => outcome.value === value).length;
  const known = episodes.filter(({ outcome }) => outcome.value !== 'unknown');
  return {
    success: count('success'),
    failure: count('failure'),
    unknown: count('unknown'),
    sources: [...countsOf(known.map(({ outcome }) => outcome.source))].map(([source, n]) => ({ source, episodes: n })),
  };
}

/** Task texts with the number of episodes that carry each, in the recording's order. */
export function taskProfile({ tasks, episodes }: Pick<RecordingSummary, 'tasks' | 'episodes'>) {
  const counts = countsOf(episodes.flatMap((episode) => [...new Set(episode.tasks)]));
  return tasks.map((text) => ({ text, episodes: counts.get(text) ?? 0 }));
}

/** The first `limit` problems and, where there are more, one line that counts the rest. */
export function shortList(problems: readonly Problem[], limit = 200): Problem[] {
  if (problems.length <= limit) return [...problems];
  const rest = problems.length - limit;
  const { severity } = problems[limit];
  return [
    ...problems.slice(0, limit),
    { severity, episode: null, file: null, message: `And ${rest} more like these.` },
  ];
}

const SAMPLE = 200;

/** At most SAMPLE of the sorted values, first and last included. */
function evenly(sorted: readonly number[]): number[] {
  if (sorted.length <= SAMPLE) return [...sorted];
  return Array.from({ length: SAMPLE }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (SAMPLE - 1))]);
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
