import { permutation } from './random';
import type { Pick, Strategy } from './strategy';

/** Random blocks, dealt so that the levels of every factor are used as evenly as the limits allow. */
export const stratifiedRandom: Strategy = (problem, random) => {
  const { oracle, pool } = problem;
  const width = pool.factors.length;
  const order = permutation(pool.room.length, random);
  const used = pool.factors.map((_, f) => oracle.used(f));
  const refused = new Set<number>();
  const picks: Pick[] = [];
  for (let left = problem.demonstrations; left > 0; ) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const i of order) {
      let load = oracle.placed[i];
      for (let f = 0; f < width; f++) load += used[f][pool.levels[i * width + f]] * pool.factors[f].levels.length;
      if (load >= least || refused.has(i) || oracle.fits(i, left) === 0) continue;
      best = i;
      least = load;
    }
    if (best < 0) break;
    const taken = oracle.take(best, left);
    if (taken === 0) {
      refused.add(best);
      continue;
    }
    left -= taken;
    for (let f = 0; f < width; f++) used[f][pool.levels[best * width + f]] += taken;
    picks.push({ index: best, demonstrations: taken, gain: null, boundBy: null, insteadOf: null });
  }
  return picks;
};
