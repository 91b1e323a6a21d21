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

/** Numbers the levels and pairs of levels of a pool; levels come first, in factor order. O(N·F²). */
export function sharedLevels({ factors, levels, room }: Pool): SharedLevels {
  const width = factors.length;
  const kinds: SharedKind[] = [];
  const numbers: ((at: number) => number)[] = [];
  let count = 0;
  const add = (mask: number, size: number, number: (at: number) => number) => {
    const from = count;
    kinds.push({ factors: mask });
    numbers.push((at) => from + number(at));
    count += size;
  };
  for (let f = 0; f < width; f++) add(1 << f, factors[f].levels.length, (at) => levels[at + f]);
  for (let f = 0; f < width; f++)
    for (let g = f + 1; g < width; g++) {
      const columns = factors[g].levels.length;
      add((1 << f) | (1 << g), factors[f].levels.length * columns, (at) => levels[at + f] * columns + levels[at + g]);
    }
  const of = new Int32Array(room.length * kinds.length);
  for (let i = 0; i < room.length; i++)
    for (let k = 0; k < kinds.length; k++) of[i * kinds.length + k] = numbers[k](i * width);
  return { kinds, of, count };
}
