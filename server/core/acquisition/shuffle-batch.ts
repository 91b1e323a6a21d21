import type { Random } from '../numeric/random';
import type { Pool } from '../schedule/pool';
import type { Pick as Block, SelectionProblem } from './strategy';

/** Proposed moves for a small batch, and for each block of a large one. */
const LEAST_MOVES = 2000;
const MOVES_PER_BLOCK = 20;

interface Move {
  /** Blocks, by their place in the batch, and the configurations they would go to. */
  at: number[];
  to: number[];
}

/**
 * A batch drawn from those that keep every limit, starting from one of them, which had its order to thank for being found:
 * every multiset of (configuration, block length) with the given lengths is as likely as any other. A Metropolis chain
 * over two kinds of symmetric moves: one block goes to a configuration drawn from all, or two blocks swap their levels of some factors,
 * which keeps every count per level and so still moves where caps force the split. Blocks of one configuration and
 * length are not told apart, so a move is kept with the ratio of the ways to name the two batches' blocks. O(1) oracle calls a move.
 */
export function shuffleBatch(
  picks: readonly Block[],
  { oracle, pool }: Pick<SelectionProblem, 'oracle' | 'pool'>,
  random: Random,
  moves = Math.max(LEAST_MOVES, MOVES_PER_BLOCK * picks.length),
): Block[] {
  const chosen = [...picks];
  if (chosen.length === 0) return chosen;
  const find = finder(pool);
  const alike = new Map<number, number>();
  const lengths = 1 + chosen.reduce((most, { demonstrations }) => Math.max(most, demonstrations), 0);
  const count = (index: number, demonstrations: number, change: number) => {
    const key = index * lengths + demonstrations;
    const before = alike.get(key) ?? 0;
    alike.set(key, before + change);
    return before;
  };
  for (const { index, demonstrations } of chosen) count(index, demonstrations, 1);

  /** Ways to name the blocks after the move over those before it; counts are left as after the move. */
  const recount = ({ at, to }: Move): number => {
    let ratio = 1;
    for (const [m, slot] of at.entries()) {
      const { index, demonstrations } = chosen[slot];
      ratio /= count(index, demonstrations, -1);
      ratio *= count(to[m], demonstrations, 1) + 1;
    }
    return ratio;
  };
  const undoCount = ({ at, to }: Move) => {
    for (const [m, slot] of at.entries()) {
      const { index, demonstrations } = chosen[slot];
      count(to[m], demonstrations, -1);
      count(index, demonstrations, 1);
    }
  };
  const place = ({ at, to }: Move): boolean => {
    for (const [m, slot] of at.entries()) {
      const { demonstrations } = chosen[slot];
      const taken = oracle.take(to[m], demonstrations);
      if (taken === demonstrations) continue;
      if (taken > 0) oracle.release(to[m], taken);
      for (let back = m - 1; back >= 0; back--) oracle.release(to[back], chosen[at[back]].demonstrations);
      return false;
    }
    return true;
  };
  const tryMove = (move: Move) => {
    const kept = random.uniform() < recount(move);
    const { at, to } = move;
    const out: number[] = [];
    let placed = kept;
    for (const slot of kept ? at : []) {
      const { index, demonstrations } = chosen[slot];
      if (!oracle.releasable(index, demonstrations)) {
        placed = false;
        break;
      }
      oracle.release(index, demonstrations);
      out.push(slot);
    }
    if (placed && place(move)) {
      for (const [m, slot] of at.entries()) chosen[slot] = { ...chosen[slot], index: to[m] };
      return;
    }
    for (const slot of out.reverse()) oracle.restore(chosen[slot].index, chosen[slot].demonstrations);
    undoCount(move);
  };

  for (let move = 0; move < moves; move++) {
    const at = random.int(chosen.length);
    if (random.uniform() < 0.5) {
      const to = random.int(pool.room.length);
      if (to !== chosen[at].index) tryMove({ at: [at], to: [to] });
      continue;
    }
    const other = random.int(chosen.length);
    const factors = 1 + random.int((1 << pool.factors.length) - 1);
    const first = find(chosen[at].index, chosen[other].index, factors);
    const second = find(chosen[other].index, chosen[at].index, factors);
    if (at !== other && first >= 0 && second >= 0 && first !== chosen[at].index) {
      tryMove({ at: [at, other], to: [first, second] });
    }
  }
  return chosen;
}

/** Combinations of levels for each configuration up to which a table of all of them is kept, and most of all; else a map. */
const SPARSE = 64;
const TABLE = 1.6e7;

/** Finds configuration i with its levels of the factors in a bit set taken from j; −1 where the pool has none. */
function finder({ factors, levels, room }: Pool) {
  const width = factors.length;
  const sizes = factors.map((factor) => factor.levels.length);
  const code = (i: number, j: number, taken: number) => {
    let sum = 0;
    for (let f = 0; f < width; f++) sum = sum * sizes[f] + levels[((taken >> f) & 1 ? j : i) * width + f];
    return sum;
  };
  const combinations = sizes.reduce((product, size) => product * size, 1);
  if (combinations <= Math.min(TABLE, SPARSE * room.length)) {
    const table = new Int32Array(combinations).fill(-1);
    for (let i = 0; i < room.length; i++) if (room[i] > 0) table[code(i, i, 0)] = i;
    return (i: number, j: number, taken: number) => table[code(i, j, taken)];
  }
  const known = new Map<number, number>();
  for (let i = 0; i < room.length; i++) if (room[i] > 0) known.set(code(i, i, 0), i);
  return (i: number, j: number, taken: number) => known.get(code(i, j, taken)) ?? -1;
}
