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
 * Numbers the levels and pairs of levels of a pool; levels come first, in factor order. Pairs of two factors with so many
 * levels that there would be more than `most` numbers are left out, the largest first. O(N·F²).
 */
export function sharedLevels({ factors, levels, room }: Pool, most = Number.POSITIVE_INFINITY): SharedLevels {
  const width = factors.length;
  const sizes = factors.map((factor) => factor.levels.length);
  const pairs: { f: number; g: number }[] = [];
  for (let f = 0; f < width; f++) for (let g = f + 1; g < width; g++) pairs.push({ f, g });
  const cells = ({ f, g }: { f: number; g: number }) => sizes[f] * sizes[g];
  const kept = new Set<(typeof pairs)[number]>();
  let left = most - sizes.reduce((sum, size) => sum + size, 0);
  for (const pair of [...pairs].sort((a, b) => cells(a) - cells(b))) {
    left -= cells(pair);
    if (left >= 0) kept.add(pair);
  }

  const kinds: SharedKind[] = [];
  const numbers: ((at: number) => number)[] = [];
  let count = 0;
  const add = (mask: number, size: number, number: (at: number) => number) => {
    const from = count;
    kinds.push({ factors: mask });
    numbers.push((at) => from + number(at));
    count += size;
  };
  for (let f = 0; f < width; f++) add(1 << f, sizes[f], (at) => levels[at + f]);
  for (const pair of pairs)
    if (kept.has(pair)) {
      const { f, g } = pair;
      add((1 << f) | (1 << g), cells(pair), (at) => levels[at + f] * sizes[g] + levels[at + g]);
    }
  const of = new Int32Array(room.length * kinds.length);
  for (let i = 0; i < room.length; i++)
    for (let k = 0; k < kinds.length; k++) of[i * kinds.length + k] = numbers[k](i * width);
  return { kinds, of, count };
}
