import { permutation } from './random';
import type { Pick, Strategy } from './strategy';

/** Random blocks, dealt so that the levels of every factor are used as evenly as the limits allow. O(N) a block. */
export const stratifiedRandom: Strategy = (problem, random) => {
  const { oracle, pool } = problem;
  const width = pool.factors.length;
  const order = permutation(pool.room.length, random);
  // Everything below goes through the configurations in the drawn order, so it is laid out in it.
  const levels = new Int32Array(order.length * width);
  const placed = new Float64Array(order.length);
  const refused = new Uint8Array(order.length);
  for (let at = 0; at < order.length; at++) {
    for (let f = 0; f < width; f++) levels[at * width + f] = pool.levels[order[at] * width + f];
    placed[at] = oracle.placed[order[at]];
  }
  /** What has been used of each level, times the number of levels. */
  const loads = pool.factors.map((factor, f) => oracle.used(f).map((used) => used * factor.levels.length));
  const picks: Pick[] = [];
  for (let left = problem.demonstrations; left > 0; ) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < order.length; at++) {
      let load = placed[at];
      for (let f = 0; f < width; f++) load += loads[f][levels[at * width + f]];
      if (load >= least || refused[at] || oracle.fits(order[at], left) === 0) continue;
      best = at;
      least = load;
    }
    if (best < 0) break;
    const taken = oracle.take(order[best], left);
    if (taken === 0) {
      refused[best] = 1;
      continue;
    }
    left -= taken;
    placed[best] += taken;
    for (let f = 0; f < width; f++) loads[f][levels[best * width + f]] += taken * pool.factors[f].levels.length;
    picks.push({ index: order[best], demonstrations: taken, gain: null, boundBy: null, insteadOf: null });
  }
  return picks;
};
