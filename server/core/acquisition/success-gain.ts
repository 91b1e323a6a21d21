import { failureLogits } from '../uncertainty/failure-model';
import { boundedGreedy } from './greedy';
import { createLearning } from './learning';
import { acquisitionScores, standardised } from './score';
import type { SelectionProblem, Strategy } from './strategy';

/** Log odds of failure where disagreement is average and nothing else is known; a standard deviation more adds one. */
const AVERAGE = -2;

/** Probability of failure, N, and whether it comes from the outcomes of rollouts; where none has one, disagreement stands in. */
function failuresOf(problem: SelectionProblem): { failures: Float64Array; known: boolean } {
  const { pool, outcomes } = problem;
  const known = outcomes?.judged.some((count) => count > 0) ?? false;
  const logits =
    outcomes && known
      ? failureLogits({ factors: pool.factors.length, levels: pool.levels }, outcomes)
      : standardised(acquisitionScores(problem), pool.room).map((deviation) => AVERAGE + deviation);
  return { failures: logits.map((logit) => 1 / (1 + Math.exp(-logit))), known };
}

/**
 * Picks the block that teaches most where the policy fails: what it is expected to show of every configuration that
 * shares levels with it, beyond what is recorded, this batch included, weighted by how probably that configuration fails
 * and by how often it occurs where the policy is used. O(N) a look and O(N·F²) a block.
 */
export const successGain: Strategy = (problem) => {
  const { pool, oracle, deployment, demonstrated } = problem;
  const { failures, known } = failuresOf(problem);
  const weights = failures.map((failure, i) => failure * (deployment?.[i] ?? 1));
  const learning = createLearning(pool, demonstrated, weights);
  oracle.placed.forEach((count, i) => {
    if (count > 0) learning.teach(i, count);
  });
  const gain = (j: number) => learning.gain(j, oracle.blockSize);
  const picks = boundedGreedy(problem, { atMost: gain, exactly: gain, add: learning.teach });
  return known ? picks.map((pick) => ({ ...pick, failure: failures[pick.index] })) : picks;
};
