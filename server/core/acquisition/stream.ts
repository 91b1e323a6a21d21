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
  // Of equal scores the one that passes by later is the higher: a threshold among them lets through its share.
  const rising = Array.from(order.filter((i) => oracle.fits(i) > 0)).sort((a, b) => scores[a] - scores[b]);
  const rank = new Int32Array(pool.room.length);
  for (const [at, i] of rising.entries()) rank[i] = at;
  const picks: Pick[] = [];
  let left = problem.demonstrations;
  let level = 1 - RATE;
  for (const i of order) {
    if (left === 0 || rising.length === 0) break;
    if (oracle.fits(i, left) === 0) continue;
    const asked = rank[i] >= Math.min(rising.length - 1, Math.floor(level * rising.length));
    level = Math.min(1, Math.max(0, level + STEP * ((asked ? 1 : 0) - RATE)));
    const taken = asked ? oracle.take(i, left) : 0;
    if (taken === 0) continue;
    left -= taken;
    picks.push({ index: i, demonstrations: taken, gain: scores[i], boundBy: null, insteadOf: null });
  }
  return [...picks, ...takeInOrder(order, left, oracle)];
};
