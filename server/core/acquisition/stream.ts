import { permutation, takeInOrder } from './random';
import { acquisitionScores } from './score';
import type { Pick, Strategy } from './strategy';

/** Share of what passes by that is asked for, before the threshold adapts. */
const RATE = 0.2;
/** How far the threshold moves, in quantiles, for each answer. */
const STEP = 0.02;

/**
 * Configurations pass in random order, as in a stream, and one is taken when its score is above a threshold that keeps
 * the rate of queries at `RATE`: each query raises it, each pass lowers it. What is still missing is taken in passing order.
 */
export const stream: Strategy = (problem, random) => {
  const { oracle, pool } = problem;
  const scores = acquisitionScores(problem);
  const order = permutation(pool.room.length, random);
  const sorted = Float64Array.from(
    order.filter((i) => oracle.fits(i) > 0),
    (i) => scores[i],
  ).sort();
  const picks: Pick[] = [];
  let left = problem.demonstrations;
  let level = 1 - RATE;
  for (const i of order) {
    if (left === 0 || sorted.length === 0) break;
    if (oracle.fits(i, left) === 0) continue;
    const asked = scores[i] >= sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))];
    level = Math.min(1, Math.max(0, level + STEP * ((asked ? 1 : 0) - RATE)));
    const taken = asked ? oracle.take(i, left) : 0;
    if (taken === 0) continue;
    left -= taken;
    picks.push({ index: i, demonstrations: taken, gain: scores[i], boundBy: null, insteadOf: null });
  }
  return [...picks, ...takeInOrder(order, left, oracle)];
};
