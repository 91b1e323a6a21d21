import type { Pool } from './pool';
import { transport } from './transport';

/** Above this many pairs of levels the two-factor test costs more than it finds. */
const MAX_PAIRS = 250_000;

/**
 * What is still open while a batch fills. A configuration is open while it has room and none of its capped levels is
 * full; sums of open room are kept per capped level and per pair of capped levels, so that the necessary conditions for
 * a completion are tested without looking at the configurations.
 */
export interface LookAhead {
  /** Moves the room of configuration `i` by `change`. */
  room(i: number, change: number): void;
  /** Closes or reopens every configuration at a level of capped factor `c`. O(configurations at that level). */
  setFull(c: number, level: number, full: boolean): void;
  /** False when no completion of `remaining` demonstrations exists given the slack left per capped level. */
  completable(remaining: number, slack: readonly Float64Array[]): boolean;
}

/** Configurations grouped by their level of factor `f`: those of level l are items[starts[l]] … items[starts[l+1] − 1]. */
function groupedByLevel(pool: Pool, f: number): { starts: Int32Array; items: Int32Array } {
  const width = pool.factors.length;
  const starts = new Int32Array(pool.factors[f].levels.length + 1);
  for (let i = 0; i < pool.room.length; i++) starts[pool.levels[i * width + f] + 1]++;
  for (let l = 1; l < starts.length; l++) starts[l] += starts[l - 1];
  const next = starts.slice();
  const items = new Int32Array(pool.room.length);
  for (let i = 0; i < pool.room.length; i++) items[next[pool.levels[i * width + f]]++] = i;
  return { starts, items };
}

/** Look-ahead over the `capped` factors of a pool; `room` is the live room per configuration, shared with the oracle. */
export function createLookAhead(pool: Pool, capped: readonly number[], room: Int32Array): LookAhead {
  const width = pool.factors.length;
  const count = (c: number) => pool.factors[capped[c]].levels.length;
  const groups = capped.map((f) => groupedByLevel(pool, f));
  const closed = new Uint8Array(pool.room.length);
  const open = capped.map((_, c) => new Float64Array(count(c)));
  const pairs = capped.flatMap((_, a) =>
    capped.flatMap((__, b) => {
      if (a >= b || count(a) * count(b) > MAX_PAIRS) return [];
      return [{ a, b, columns: count(b), open: new Float64Array(count(a) * count(b)) }];
    }),
  );
  let total = 0;

  const add = (i: number, change: number) => {
    total += change;
    for (let c = 0; c < capped.length; c++) open[c][pool.levels[i * width + capped[c]]] += change;
    for (const pair of pairs) {
      const row = pool.levels[i * width + capped[pair.a]];
      pair.open[row * pair.columns + pool.levels[i * width + capped[pair.b]]] += change;
    }
  };
  for (let i = 0; i < room.length; i++) if (room[i] > 0) add(i, room[i]);

  const flowOf = (pair: (typeof pairs)[number], slack: readonly Float64Array[]) => {
    const [rows, columns] = [slack[pair.a], slack[pair.b]];
    let complete = true;
    for (let r = 0; r < rows.length && complete; r++) {
      for (let c = 0; c < columns.length && complete; c++) {
        complete = pair.open[r * pair.columns + c] >= Math.min(rows[r], columns[c]);
      }
    }
    // Where every cell can carry all its row or column still needs, the flow is the smaller of the two sums.
    if (complete) return Number.POSITIVE_INFINITY;
    return transport(rows, columns, pair.open).flow;
  };

  return {
    room(i, change) {
      room[i] += change;
      if (closed[i] === 0) add(i, change);
    },
    setFull(c, level, full) {
      const { starts, items } = groups[c];
      for (let at = starts[level]; at < starts[level + 1]; at++) {
        const i = items[at];
        if (full) {
          if (closed[i]++ === 0) add(i, -room[i]);
        } else if (--closed[i] === 0) add(i, room[i]);
      }
    },
    completable(remaining, slack) {
      if (total < remaining) return false;
      for (let c = 0; c < capped.length; c++) {
        let sum = 0;
        for (let l = 0; l < slack[c].length; l++) sum += Math.min(slack[c][l], open[c][l]);
        if (sum < remaining) return false;
      }
      return pairs.every((pair) => flowOf(pair, slack) >= remaining);
    },
  };
}
