import { failureLogits } from '../uncertainty/failure-model';
import { boundedGreedy } from './greedy';
import { createLearning } from './learning';
import { drawSample } from './random';
import { acquisitionScores, standardised } from './score';
import type { SelectionProblem, Strategy } from './strategy';

/** Gains are summed over at most this many configurations, drawn at random; fewer are taken whole. */
const ROWS = 4096;
/** Where there are more, only those of the highest first-order gain are judged exactly. */
const SHORTLIST = 512;

/** Log odds of failure where disagreement is average and nothing else is known; a standard deviation more adds one. */
const AVERAGE = -2;

/** Log odds of failure: from the outcomes of rollouts or, where none has one, from disagreement. */
function logitsOf(problem: SelectionProblem): Float64Array {
  const { pool, outcomes } = problem;
  return outcomes?.judged.some((count) => count > 0)
    ? failureLogits({ factors: pool.factors.length, levels: pool.levels }, outcomes)
    : standardised(acquisitionScores(problem), pool.room).map((deviation) => AVERAGE + deviation);
}

/**
 * Picks the block that is expected to turn most failures into successes over the whole matrix, weighted by where the
 * policy is used: unsolved configurations count by how much they share with the block, and less the more of that was
 * recorded already, this batch included. O(N²) a block up to 4096 configurations, O(N·F² + 2·10⁶) above.
 */
export const successGain: Strategy = (problem, random) => {
  const { pool, oracle, deployment, demonstrated } = problem;
  const size = pool.room.length;
  // Evenly spaced rows would keep meeting the same levels where their number divides the spacing.
  const rows = drawSample(size, ROWS, random.fork('rows'));
  const standsFor = size / rows.length;
  const weight = (i: number) => standsFor * (deployment?.[i] ?? 1);
  const learning = createLearning(pool, logitsOf(problem), demonstrated, rows, weight);
  for (let i = 0; i < size; i++) if (oracle.placed[i] > 0) learning.teach(i, oracle.placed[i]);

  const judged = () => {
    const { blockSize } = oracle;
    if (size <= ROWS) return Float64Array.from(pool.room, (room, j) => (room > 0 ? learning.gain(j, blockSize) : 0));
    const gains = learning.firstOrder(blockSize);
    const best = Int32Array.from(gains.keys())
      .filter((j) => oracle.fits(j) > 0)
      .sort((a, b) => gains[b] - gains[a] || a - b)
      .subarray(0, SHORTLIST);
    const exact = Float64Array.from(best, (j) => learning.gain(j, blockSize));
    const least = exact.reduce((low, gain) => Math.min(low, gain), Number.POSITIVE_INFINITY);
    for (let j = 0; j < size; j++) gains[j] = Math.min(gains[j], least);
    best.forEach((j, at) => {
      gains[j] = exact[at];
    });
    return gains;
  };
  let gains = judged();
  return boundedGreedy(problem, {
    atMost: (j) => gains[j],
    exactly: (j) => gains[j],
    add(j, count) {
      learning.teach(j, count);
      gains = judged();
    },
  });
};
