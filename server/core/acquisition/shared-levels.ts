import type { Pool } from '../schedule/pool';

/** What configurations may have in common: a level of one factor, or levels of two. */
interface SharedKind {
  /** Bit mask of the factors. */
  factors: number;
}

/** The levels and pairs of levels of every configuration, numbered through. */
interface SharedLevels {
  kinds: readonly SharedKind[];
  /** N × kinds, row-major: the number of configuration i's level, or pair of levels, of each kind. */
  of: Int32Array;
  /** How many levels and pairs there are. */
  count: number;
}

/**
 * Numbers the levels and pairs of levels of a pool; levels come first, in factor order. What would make more than `most`
 * numbers is left out: the largest pairs of factors first, then the factors with the most levels. O(N·F²).
 */
export function sharedLevels({ factors, levels, room }: Pool, most = Number.POSITIVE_INFINITY): SharedLevels {
  const width = factors.length;
  const sizes = factors.map((factor) => factor.levels.length);
  const every: { mask: number; size: number; number: (at: number) => number }[] = [];
  for (let f = 0; f < width; f++) every.push({ mask: 1 << f, size: sizes[f], number: (at) => levels[at + f] });
  for (let f = 0; f < width; f++)
    for (let g = f + 1; g < width; g++)
      every.push({
        mask: (1 << f) | (1 << g),
        size: sizes[f] * sizes[g],
        number: (at) => levels[at + f] * sizes[g] + levels[at + g],
      });
  const bySize = (some: typeof every) => [...some].sort((a, b) => a.size - b.size);
  const kept = new Set<(typeof every)[number]>();
  let left = most;
  for (const kind of [...bySize(every.slice(0, width)), ...bySize(every.slice(width))]) {
    if (kind.size > left) continue;
    kept.add(kind);
    left -= kind.size;
  }

  const kinds: SharedKind[] = [];
  const numbers: ((at: number) => number)[] = [];
  let count = 0;
  for (const { mask, size, number } of every.filter((kind) => kept.has(kind))) {
    const from = count;
    kinds.push({ factors: mask });
    numbers.push((at) => from + number(at));
    count += size;
  }
  const of = new Int32Array(room.length * kinds.length);
  for (let i = 0; i < room.length; i++)
    for (let k = 0; k < kinds.length; k++) of[i * kinds.length + k] = numbers[k](i * width);
  return { kinds, of, count };
}
