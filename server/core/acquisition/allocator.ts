import { allocate, needsProgram } from '../schedule/allocate';
import type { AllocationProblem } from '../schedule/allocation-problem';
import type { Oracle } from '../schedule/oracle';
import { lazyGreedy } from './lazy-greedy';
import { acquisitionScores, nonNegative } from './score';
import type { Strategy } from './strategy';
import { returns, separable } from './top-k';

/**
 * The most of Σ w·returns(n) under all limits together, by the cheapest method that proves it (`allocate`), then laid out
 * in blocks by falling gain. Without a solver a problem that needs one is solved by greedy steps.
 */
export const allocator: Strategy = (problem) => {
  const worth = nonNegative(acquisitionScores(problem), problem.pool.room);
  const { oracle, solver, demonstrations } = problem;
  const wanted: AllocationProblem = {
    ...oracle.outstanding(),
    total: demonstrations,
    fill: 'exact',
    worth: (i, count) => worth[i] * (returns(oracle.placed[i] + count) - returns(oracle.placed[i])),
  };
  if (!solver && needsProgram(wanted)) return lazyGreedy(problem, separable(worth, problem));
  const allocation = allocate(wanted, solver ?? unasked);
  problem.prove?.(allocation);
  return lazyGreedy({ ...problem, oracle: planned(oracle, allocation.counts) }, separable(worth, problem));
};

const unasked = () => {
  throw new RangeError('This problem is solved without a program.');
};

/** The oracle with every configuration held to its planned count on top of what is placed. */
function planned(oracle: Oracle, counts: Int32Array): Oracle {
  const goal = counts.map((count, i) => oracle.placed[i] + count);
  const within = (i: number, most = Number.MAX_SAFE_INTEGER) => Math.min(most, goal[i] - oracle.placed[i]);
  return {
    ...oracle,
    fits: (i, most) => oracle.fits(i, within(i, most)),
    take: (i, most) => oracle.take(i, within(i, most)),
  };
}
