import { lazyGreedy } from './lazy-greedy';
import { acquisitionScores, nonNegative } from './score';
import type { Strategy } from './strategy';
import { separable } from './top-k';

/** Population standard deviation over members per item; `scores` is members × items, row-major. One member says nothing: throws RangeError. */
export function committeeSpread(scores: Float64Array, members: number): Float64Array {
  if (members < 2) throw new RangeError('A committee has at least two members.');
  const size = scores.length / members;
  return Float64Array.from({ length: size }, (_, i) => {
    let mean = 0;
    for (let m = 0; m < members; m++) mean += scores[m * size + i] / members;
    let squares = 0;
    for (let m = 0; m < members; m++) squares += (scores[m * size + i] - mean) ** 2;
    return Math.sqrt(squares / members);
  });
}

/** Where the members' own figures spread most; the plain score where members are not kept apart. */
export const queryByCommittee: Strategy = (problem) => {
  const { members, pool } = problem;
  const worth = members
    ? committeeSpread(members.scores, members.count)
    : nonNegative(acquisitionScores(problem), pool.room);
  return lazyGreedy(problem, separable(worth, problem));
};
