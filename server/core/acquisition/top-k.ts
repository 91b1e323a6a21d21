import { lazyGreedy, type Objective } from './lazy-greedy';
import { acquisitionScores, nonNegative } from './score';
import type { SelectionProblem, Strategy } from './strategy';

/** Demonstrations of one configuration after which another adds a third of what the first did. */
export const SATURATION = 20;

/** Value of `count` demonstrations of one configuration, in [0, 1): 1 − exp(−n/τ), concave (after Hu, Lin et al. 2024). */
export function returns(count: number, saturation = SATURATION): number {
  return -Math.expm1(-count / saturation);
}

/** Σ w_i·returns(n_i): each configuration by its own worth, with diminishing returns when it is picked again. */
export function separable(worth: Float64Array, { oracle }: Pick<SelectionProblem, 'oracle'>): Objective {
  const gain = (i: number, count: number) => worth[i] * (returns(oracle.placed[i] + count) - returns(oracle.placed[i]));
  return { bounds: worth.map((_, i) => gain(i, Math.max(oracle.blockSize, oracle.fits(i)))), gain, add: () => {} };
}

/** The configurations with the highest scores; a second block of one counts with its diminished gain. */
export const topK: Strategy = (problem) =>
  lazyGreedy(problem, separable(nonNegative(acquisitionScores(problem), problem.pool.room), problem));
