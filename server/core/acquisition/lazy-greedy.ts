import type { Binding } from '../schedule/schema';
import { indexHeap } from './heap';
import type { Pick, SelectionProblem } from './strategy';

/** A monotone objective whose gains only fall as blocks are added, so that an old gain bounds a new one. */
export interface Objective {
  /** Upper bounds on the gain of a whole block, N; rewritten by the greedy. */
  bounds: Float64Array;
  /** Gain of a block of `demonstrations` of configuration `i` now. */
  gain(i: number, demonstrations: number): number;
  add(i: number, demonstrations: number): void;
}

/** Refused candidates looked at per pick, to say what the caps cost; more of them are never needed to name the best. */
const COUNTERFACTUALS = 64;

/**
 * Greedy by largest gain with stale bounds on a heap (Minoux 1978); the oracle is asked at every block. Ties go to the
 * lowest index. Places `problem.demonstrations`, or fewer when nothing fits any more.
 */
export function lazyGreedy(problem: SelectionProblem, objective: Objective): Pick[] {
  const { oracle } = problem;
  const open: number[] = [];
  for (let i = 0; i < objective.bounds.length; i++) if (oracle.fits(i) > 0) open.push(i);
  const heap = indexHeap(objective.bounds, Int32Array.from(open));
  const refused = indexHeap(objective.bounds, new Int32Array(0));
  const why = new Map<number, Binding>();
  const picks: Pick[] = [];
  let left = problem.demonstrations;

  const refuse = (i: number) => {
    const binding = oracle.binding(i);
    const bound = heap.key(i);
    heap.pop();
    if (!binding || binding.kind === 'minimum') return;
    why.set(i, binding);
    refused.push(i, bound);
  };
  const turnedAway = (gain: number) => {
    for (let tries = 0; tries < COUNTERFACTUALS && refused.size() > 0; tries++) {
      const i = refused.top();
      if (refused.key(i) <= gain) return null;
      const now = objective.gain(i, oracle.blockSize);
      refused.rekeyTop(now);
      if (refused.top() === i) return now > gain ? { index: i, gain: now } : null;
    }
    return null;
  };

  while (left > 0 && heap.size() > 0) {
    const i = heap.top();
    const fitting = oracle.fits(i, left);
    if (fitting === 0) {
      refuse(i);
      continue;
    }
    const hoped = objective.gain(i, fitting);
    heap.rekeyTop(hoped);
    if (heap.top() !== i) continue;
    const taken = oracle.take(i, fitting);
    if (taken === 0) {
      refuse(i);
      continue;
    }
    const gain = taken === fitting ? hoped : objective.gain(i, taken);
    const insteadOf = turnedAway(gain);
    objective.add(i, taken);
    left -= taken;
    picks.push({ index: i, demonstrations: taken, gain, insteadOf, boundBy: insteadOf && why.get(insteadOf.index)! });
  }
  return picks;
}
