import { similarityDistance } from './kernel';
import { lazyGreedy } from './lazy-greedy';
import type { Strategy } from './strategy';

/**
 * Farthest-first coverage (Sener & Savarese 2018): each block goes to the configuration farthest from everything
 * already confirmed or picked. The radius it leaves is at most twice the best possible without caps.
 */
export const kCenter: Strategy = (problem) => {
  const { similarity, evidence } = problem;
  const distance = similarityDistance(similarity);
  const centres = [...evidence];
  const count = problem.pool.room.length;
  for (let i = 0; i < count; i++) if (problem.oracle.placed[i] > 0) centres.push(i);
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const seen = new Int32Array(count);
  const gain = (i: number) => {
    for (; seen[i] < centres.length && nearest[i] > 0; seen[i]++) {
      nearest[i] = Math.min(nearest[i], distance(i, centres[seen[i]]));
    }
    // Before there is any centre every configuration is as far as the kernel allows.
    return Math.min(nearest[i], Math.SQRT2);
  };
  return lazyGreedy(problem, {
    bounds: new Float64Array(count).fill(Math.SQRT2),
    gain,
    add: (i) => centres.push(i),
  });
};
