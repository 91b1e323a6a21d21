import { nearestCentre } from './farthest-first';
import { similarityDistance } from './kernel';
import { lazyGreedy } from './lazy-greedy';
import type { Strategy } from './strategy';

/**
 * Farthest-first coverage (Sener & Savarese 2018): each block goes to the configuration farthest from everything
 * already confirmed or picked. The radius it leaves is at most twice the best possible without caps.
 */
export const kCenter: Strategy = (problem) => {
  const { similarity, evidence, oracle } = problem;
  const size = problem.pool.room.length;
  const nearest = nearestCentre(size, similarityDistance(similarity));
  for (const i of evidence) nearest.add(i);
  for (let i = 0; i < size; i++) if (oracle.placed[i] > 0) nearest.add(i);
  return lazyGreedy(problem, {
    bounds: new Float64Array(size).fill(Math.SQRT2),
    // Before there is a centre every configuration is as far as the kernel allows.
    gain: (i, _, enough) => Math.min(nearest.of(i, enough), Math.SQRT2),
    add: (i) => nearest.add(i),
  });
};
