import { lazyGreedy } from './lazy-greedy';
import { acquisitionScores, nonNegative } from './score';
import type { Strategy } from './strategy';
import { separable } from './top-k';

/** Where the members disagree most (Seung, Opper & Sompolinsky 1992): by disagreement alone, with nothing added for what is uncertain about it. */
export const queryByCommittee: Strategy = (problem) => {
  const disagreement = acquisitionScores({ ...problem, beta: 0 });
  return lazyGreedy(problem, separable(nonNegative(disagreement, problem.pool.room), problem));
};
