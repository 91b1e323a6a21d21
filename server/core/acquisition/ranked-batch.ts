import { nearestCentre } from './farthest-first';
import { boundedGreedy } from './greedy';
import { similarityDistance } from './kernel';
import { acquisitionScores, nonNegative } from './score';
import type { Strategy } from './strategy';

/** a·(1 − 1/(1+d)) + (1−a)·u with a = unlabelled/(unlabelled + labelled) (Cardoso et al. 2017). */
export function rankedScore(distance: number, uncertainty: number, labelled: number, unlabelled: number): number {
  const exploring = unlabelled / (unlabelled + labelled);
  const alike = distance === Number.POSITIVE_INFINITY ? 0 : 1 / (1 + distance);
  return exploring * (1 - alike) + (1 - exploring) * uncertainty;
}

export interface RankedBatch {
  order: number[];
  /** Of every pick but the opening one of a cold start, which has none. */
  scores: number[];
}

/**
 * Ranked batch over `size` items: `toLabelled[i]` is the distance of item i to the labelled set, null when nothing is
 * labelled; then the first item is the one nearest to all the others on average. O(size·steps) distances, O(size²) for
 * a cold start.
 */
export function rankedBatch(
  size: number,
  uncertainty: ArrayLike<number>,
  labelled: { count: number; nearest: Float64Array } | null,
  steps: number,
  distance: (i: number, j: number) => number,
): RankedBatch {
  const nearest = labelled ? labelled.nearest.slice() : new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const picked = new Uint8Array(size);
  let count = labelled?.count ?? 0;
  const result: RankedBatch = { order: [], scores: [] };
  const include = (pick: number) => {
    picked[pick] = 1;
    count++;
    for (let i = 0; i < size; i++) nearest[i] = Math.min(nearest[i], distance(i, pick));
  };
  if (!labelled && size > 0 && steps > 0) {
    const opening = mostCentral(size, distance);
    result.order.push(opening);
    include(opening);
  }
  while (result.order.length < Math.min(steps, size)) {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < size; i++) {
      if (picked[i]) continue;
      // The opening item of a cold start still counts as unlabelled, as in modAL.
      const score = rankedScore(nearest[i], uncertainty[i], count, size - result.scores.length);
      if (score > bestScore) [best, bestScore] = [i, score];
    }
    result.order.push(best);
    result.scores.push(bestScore);
    include(best);
  }
  return result;
}

function mostCentral(size: number, distance: (i: number, j: number) => number): number {
  let central = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) if (j !== i) sum += distance(i, j);
    if (sum < least) [central, least] = [i, sum];
  }
  return central;
}

/** Far from what is recorded while little is, uncertain once much is; the balance moves with every block. */
export const rankedBatchStrategy: Strategy = (problem) => {
  const { pool, similarity, evidence, oracle } = problem;
  const size = pool.room.length;
  const scores = nonNegative(acquisitionScores(problem), pool.room);
  const top = scores.reduce((a, b) => Math.max(a, b), 0) || 1;
  const nearest = nearestCentre(size, similarityDistance(similarity));
  const known = new Set(evidence);
  for (let i = 0; i < size; i++) if (oracle.placed[i] > 0) known.add(i);
  for (const i of known) nearest.add(i);
  const stale = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  // Distances only fall, so that one of an earlier block bounds the score under today's balance.
  return boundedGreedy(problem, {
    atMost: (i) => rankedScore(stale[i], scores[i] / top, known.size, size - known.size),
    exactly(i) {
      stale[i] = nearest.of(i);
      return rankedScore(stale[i], scores[i] / top, known.size, size - known.size);
    },
    add(i) {
      known.add(i);
      nearest.add(i);
    },
  });
};
