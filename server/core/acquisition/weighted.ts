import { informationDensity } from './density';
import { similarityDistance } from './kernel';
import { lazyGreedy } from './lazy-greedy';
import { drawSample } from './random';
import { acquisitionScores, nonNegative, standardised } from './score';
import type { SelectionProblem, Strategy } from './strategy';
import { separable } from './top-k';

/** Configurations that stand for all of them where it is asked how typical one is: an unbiased mean. */
const LANDMARKS = 1000;

const scoresOf = (problem: SelectionProblem) => nonNegative(acquisitionScores(problem), problem.pool.room);

/** Score times how often the configuration occurs where the policy is used, or, when nobody said, how typical it is of the matrix. */
export const densityWeighted: Strategy = (problem, random) => {
  const { pool, similarity, deployment } = problem;
  const size = pool.room.length;
  const landmarks = drawSample(size, LANDMARKS, random.fork('landmarks'));
  const weight = deployment ?? informationDensity(size, similarityDistance(similarity), landmarks);
  return lazyGreedy(
    problem,
    separable(
      scoresOf(problem).map((score, i) => score * weight[i]),
      problem,
    ),
  );
};

/**
 * Score divided by the root of how many demonstrations the levels of the first factor (the task) already have, so that
 * scarce tasks catch up; of configurations with some where demonstrations are not told apart.
 */
export const taskBalanced: Strategy = (problem) => {
  const { pool, evidence, demonstrated } = problem;
  const width = pool.factors.length;
  const have = new Float64Array(pool.factors[0].levels.length);
  for (const i of evidence) have[pool.levels[i * width]] += demonstrated?.[i] ?? 1;
  return lazyGreedy(
    problem,
    separable(
      scoresOf(problem).map((score, i) => score / Math.sqrt(1 + have[pool.levels[i * width]])),
      problem,
    ),
  );
};

/** The standardised score and the novelty against evidence, both in the same units, weighted as the lead said; half and half otherwise. */
export const hybrid: Strategy = (problem) => {
  const { pool, similarity, evidence } = problem;
  const weights = problem.hybrid ?? { disagreement: 1, novelty: 1 };
  const share = weights.disagreement / (weights.disagreement + weights.novelty);
  const away = similarityDistance(similarity);
  const novelty = Float64Array.from({ length: pool.room.length }, (_, i) =>
    evidence.reduce((least, e) => Math.min(least, away(i, e)), Math.SQRT2),
  );
  const uncertain = standardised(acquisitionScores(problem), pool.room);
  const novel = standardised(novelty, pool.room);
  return lazyGreedy(
    problem,
    separable(
      nonNegative(
        uncertain.map((u, i) => share * u + (1 - share) * novel[i]),
        pool.room,
      ),
      problem,
    ),
  );
};
