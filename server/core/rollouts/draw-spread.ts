import type { Random } from '../numeric/random';
import type { Pool } from '../schedule/pool';

/** Pool indices of a draw, each once. */
export interface SpreadDraw {
  /** A simple random sample of what may be driven: it is drawn first, so that nothing else bears on it. */
  random: number[];
  /** The rest, dealt so that every level is driven about as often as the others of its factor. */
  dealt: number[];
}

/** Configurations that are looked at for dealing; a larger matrix is thinned to so many at random first. */
const LOOKED_AT = 20_000;

/**
 * Draws `count` different configurations that have room, `atRandom` of them as a simple random sample. The others are
 * dealt one by one to the configuration whose levels were drawn least so far, the random ones counted in; ties go by
 * the seed. Throws RangeError when fewer than `count` have room or `atRandom` is more than `count`. O(count · min(N, 20 000) · F).
 */
export function drawSpread(pool: Pool, count: number, atRandom: number, random: Random): SpreadDraw {
  const usable = random.shuffle([...pool.room.keys()].filter((i) => pool.room[i] > 0));
  if (count > usable.length || atRandom > count || atRandom < 0)
    throw new RangeError(`${count} configurations, ${atRandom} at random, cannot be drawn from ${usable.length}.`);
  const drawn = usable.slice(0, atRandom);
  const open = usable.slice(atRandom, atRandom + Math.max(LOOKED_AT, count - atRandom));
  return { random: drawn, dealt: dealEvenly(pool, open, drawn, count - atRandom) };
}

function dealEvenly(pool: Pool, open: readonly number[], before: readonly number[], count: number): number[] {
  const width = pool.factors.length;
  /** How often each level was drawn, times the number of levels of its factor. */
  const loads = pool.factors.map(({ levels }) => new Float64Array(levels.length));
  const add = (i: number) => {
    for (let f = 0; f < width; f++) loads[f][pool.levels[i * width + f]] += loads[f].length;
  };
  for (const i of before) add(i);
  const dealt: number[] = [];
  const taken = new Uint8Array(open.length);
  while (dealt.length < count) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < open.length; at++) {
      if (taken[at]) continue;
      let load = 0;
      for (let f = 0; f < width; f++) load += loads[f][pool.levels[open[at] * width + f]];
      if (load >= least) continue;
      best = at;
      least = load;
    }
    taken[best] = 1;
    add(open[best]);
    dealt.push(open[best]);
  }
  return dealt;
}
