import { lazyGreedy } from './lazy-greedy';
import { acquisitionScores, nonNegative } from './score';
import type { Pick, SelectionProblem, Strategy } from './strategy';
import { returns, separable } from './top-k';

/** Passes over the blocks after which what an exchange still finds is not worth the time. */
const PASSES = 4;

/**
 * The most of Σ w·returns(n): greedy by marginal gain, optimal under one capped factor (Federgruen & Groenevelt 1986),
 * then blocks are exchanged one for one while that adds value, which the cross-factor caps can leave open.
 */
export const allocator: Strategy = (problem) => {
  const worth = nonNegative(acquisitionScores(problem), problem.pool.room);
  return exchange(lazyGreedy(problem, separable(worth, problem)), worth, problem);
};

function exchange(picks: readonly Pick[], worth: Float64Array, { oracle }: SelectionProblem): Pick[] {
  const chosen = [...picks];
  const worthOf = (i: number, count: number) =>
    worth[i] * (returns(oracle.placed[i] + count) - returns(oracle.placed[i]));
  for (let pass = 0, better = true; pass < PASSES && better; pass++) {
    better = false;
    for (const [at, { index, demonstrations }] of chosen.entries()) {
      if (!oracle.releasable(index, demonstrations)) continue;
      oracle.release(index, demonstrations);
      let best = index;
      let gain = worthOf(index, demonstrations) + 1e-12;
      for (let i = 0; i < worth.length; i++) {
        const value = worthOf(i, demonstrations);
        if (value > gain && oracle.fits(i, demonstrations) === demonstrations) [best, gain] = [i, value];
      }
      const taken = best === index ? 0 : oracle.take(best, demonstrations);
      if (taken === demonstrations) {
        chosen[at] = { ...chosen[at], index: best, gain };
        better = true;
      } else {
        if (taken > 0) oracle.release(best, taken);
        oracle.restore(index, demonstrations);
      }
    }
  }
  return chosen;
}
