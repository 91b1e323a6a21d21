import { allocate, needsProgram } from '../schedule/allocate';
import type { AllocationProblem } from '../schedule/allocation-problem';
import { waterFilling } from '../schedule/apportion';
import type { Oracle } from '../schedule/oracle';
import type { Binding } from '../schedule/schema';
import { lazyGreedy } from './lazy-greedy';
import { acquisitionScores, nonNegative } from './score';
import type { Pick, Proof, SelectionProblem, Strategy } from './strategy';
import { returns, SATURATION, separable } from './top-k';

/**
 * The most of Σ w·returns(n) under all limits together, by the cheapest method that proves it (`allocate`), then laid out
 * in blocks by falling gain. Without a solver a problem that needs one is solved by greedy steps.
 */
export const allocator: Strategy = (problem) => {
  const worth = nonNegative(acquisitionScores(problem), problem.pool.room);
  const { oracle, solver, demonstrations } = problem;
  const wanted: AllocationProblem = {
    ...oracle.outstanding(),
    total: demonstrations,
    fill: 'exact',
    worth: (i, count) => worth[i] * (returns(oracle.placed[i] + count) - returns(oracle.placed[i])),
  };
  if (!solver && needsProgram(wanted)) return lazyGreedy(problem, separable(worth, problem));
  const allocation = allocate(wanted, solver ?? unasked);
  problem.prove?.({ ...allocation, free: withoutCaps(worth, problem) });
  const objective = separable(worth, problem);
  const picks = lazyGreedy({ ...problem, oracle: planned(oracle, allocation.counts) }, objective);
  return withCounterfactuals(picks, problem, (i) => objective.gain(i, oracle.blockSize, 0));
};

/** The same demonstrations poured over the configurations with room for them, in fractions and under no other limit; null without any worth. */
function withoutCaps(worth: Float64Array, { oracle, pool, demonstrations }: SelectionProblem): Proof['free'] {
  const open = Array.from(worth.keys()).filter((i) => worth[i] > 0 && pool.room[i] > oracle.placed[i]);
  if (open.length === 0) return null;
  // What is placed already has used up the first returns.
  const weights = open.map((i) => worth[i] * (1 - returns(oracle.placed[i])));
  const room = open.map((i) => pool.room[i] - oracle.placed[i]);
  const total = Math.min(
    demonstrations,
    room.reduce((a, b) => a + b, 0),
  );
  const { amounts, multiplier } = waterFilling(weights, room, total, SATURATION);
  return { value: amounts.reduce((sum, amount, at) => sum + weights[at] * returns(amount), 0), marginal: multiplier };
}

/**
 * The picks with what the limits turned away: for every limit that is reached, the best block it refuses is held against
 * one of the picks worth least, which would make way for it.
 */
function withCounterfactuals(picks: Pick[], { oracle, pool }: SelectionProblem, next: (i: number) => number): Pick[] {
  const least = picks.reduce((low, { gain }) => Math.min(low, gain ?? low), Number.POSITIVE_INFINITY);
  const refused = new Map<string, { index: number; gain: number; binding: Binding }>();
  for (let index = 0; index < pool.room.length; index++) {
    const gain = next(index);
    if (pool.room[index] === 0 || !(gain > least)) continue;
    const binding = oracle.binding(index);
    // What a full batch or its completion refuses has no limit of its own to blame.
    if (!binding || binding.kind === 'minimum' || binding.kind === 'completion') continue;
    const key = JSON.stringify(binding);
    if (gain > (refused.get(key)?.gain ?? 0)) refused.set(key, { index, gain, binding });
  }
  const best = [...refused.values()].sort((a, b) => b.gain - a.gain || a.index - b.index);
  const weakest = [...picks].sort((a, b) => (a.gain ?? 0) - (b.gain ?? 0));
  const held = new Map(weakest.slice(0, best.length).map((pick, at) => [pick, best[at]]));
  return picks.map((pick) => {
    const other = held.get(pick);
    if (!other || other.gain <= (pick.gain ?? 0)) return pick;
    return { ...pick, boundBy: other.binding, insteadOf: { index: other.index, gain: other.gain } };
  });
}

const unasked = () => {
  throw new RangeError('This problem is solved without a program.');
};

/** The oracle with every configuration held to its planned count on top of what is placed. */
function planned(oracle: Oracle, counts: Int32Array): Oracle {
  const goal = counts.map((count, i) => oracle.placed[i] + count);
  const within = (i: number, most = Number.MAX_SAFE_INTEGER) => Math.min(most, goal[i] - oracle.placed[i]);
  return {
    ...oracle,
    fits: (i, most) => oracle.fits(i, within(i, most)),
    take: (i, most) => oracle.take(i, within(i, most)),
  };
}
