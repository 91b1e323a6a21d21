import { failureLogits } from '../uncertainty/failure-model';
import { boundedGreedy } from './greedy';
import { createLearning } from './learning';
import { acquisitionScores, standardised } from './score';
import type { SelectionProblem, Strategy } from './strategy';

/** Log odds of failure where disagreement is average and nothing else is known; a standard deviation more adds one. */
const AVERAGE = -2;

/** Probability of failure, N: from the outcomes of rollouts or, where none has one, from disagreement. */
function failuresOf(problem: SelectionProblem): Float64Array {
  const { pool, outcomes } = problem;
  const logits = outcomes?.judged.some((count) => count > 0)
    ? failureLogits({ factors: pool.factors.length, levels: pool.levels }, outcomes)
    : standardised(acquisitionScores(problem), pool.room).map((deviation) => AVERAGE + deviation);
  return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
}

/**
 * Picks the block that teaches most where the policy fails: what it is expected to show of every configuration that
 * shares levels with it, beyond what is recorded, this batch included, weighted by how probably that configuration fails
 * and by how often it occurs where the policy is used. O(N) a look and O(N·F²) a block.
 */
export const successGain: Strategy = (problem) => {
  const { pool, oracle, deployment, demonstrated } = problem;
  const failures = failuresOf(problem);
  const weights = failures.map((failure, i) => failure * (deployment?.[i] ?? 1));
  const learning = createLearning(pool, demonstrated, weights);
  oracle.placed.forEach((count, i) => {
    if (count > 0) learning.teach(i, count);
  });
  const gain = (j: number) => learning.gain(j, oracle.blockSize);
  const picks = boundedGreedy(problem, { atMost: gain, exactly: gain, add: learning.teach });
  return picks.map((pick) => ({ ...pick, failure: failures[pick.index] }));
};
