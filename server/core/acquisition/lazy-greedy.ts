import type { Binding } from '../schedule/schema';
import { type IndexHeap, indexHeap } from './heap';
import type { Pick, SelectionProblem } from './strategy';

/** A monotone objective whose gains only fall as blocks are added, so that an old gain bounds a new one. */
export interface Objective {
  /** Upper bounds on the gain of a whole block, N; rewritten by the greedy. */
  bounds: Float64Array;
  /** Gain of a block of `demonstrations` of configuration `i` now, or, once that is known to be below `enough`, a bound on it that is below too. */
  gain(i: number, demonstrations: number, enough: number): number;
  add(i: number, demonstrations: number): void;
}

/** Refused candidates looked at per pick, to say what the caps cost; more of them are never needed to name the best. */
const COUNTERFACTUALS = 64;
/** Above this share of candidates looked at for one pick a pass over all of them, without a heap, is faster; below it a heap is. */
const SCAN_ABOVE = 1 / 64;
const HEAP_BELOW = 1 / 512;

/**
 * Greedy by largest gain with stale bounds (Minoux 1978), on a heap while few of them have to be looked at and in passes
 * over all candidates while many do, which both find the same blocks; the oracle is asked at every block. Ties go to the
 * lowest index. Places `problem.demonstrations`, or fewer when nothing fits any more.
 */
export function lazyGreedy(problem: SelectionProblem, objective: Objective): Pick[] {
  const { oracle } = problem;
  const { bounds } = objective;
  const refused = refusals(problem, objective);
  let open = new Int32Array(bounds.length);
  let count = 0;
  for (let i = 0; i < bounds.length; i++) if (oracle.fits(i) > 0) open[count++] = i;
  open = open.slice(0, count);
  const closed = new Uint8Array(bounds.length);
  let heap: IndexHeap | null = indexHeap(bounds, open);
  let left = problem.demonstrations;

  const close = (i: number) => {
    closed[i] = 1;
    refused.add(i);
  };
  /** The best candidate by the heap, brought up to date; −1 when there is none, null when a pass would be faster. */
  const top = (from: IndexHeap): number | null => {
    const most = Math.max(64, open.length * SCAN_ABOVE);
    for (let looks = 0; from.size() > 0; looks++) {
      if (looks > most) return null;
      const i = from.top();
      const fitting = oracle.fits(i, left);
      if (fitting === 0) {
        from.pop();
        close(i);
        continue;
      }
      from.rekeyTop(objective.gain(i, fitting, from.runnerUp()));
      if (from.top() === i) return i;
    }
    return -1;
  };
  /** The same by a pass over all candidates in the order of their indices. */
  const pass = (): number => {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    let looks = 0;
    let kept = 0;
    for (let at = 0; at < open.length; at++) {
      const i = open[at];
      if (closed[i]) continue;
      open[kept++] = i;
      if (bounds[i] <= most) continue;
      const fitting = oracle.fits(i, left);
      if (fitting === 0) {
        close(i);
        continue;
      }
      looks++;
      bounds[i] = objective.gain(i, fitting, most);
      if (bounds[i] > most) [best, most] = [i, bounds[i]];
    }
    open = open.subarray(0, kept);
    if (looks < open.length * HEAP_BELOW) heap = indexHeap(bounds, open);
    return best;
  };

  const picks: Pick[] = [];
  while (left > 0) {
    let i = heap && top(heap);
    if (i === null) {
      heap = null;
      i = pass();
    }
    if (i < 0) break;
    const fitting = oracle.fits(i, left);
    const taken = oracle.take(i, fitting);
    if (taken === 0) {
      close(i);
      // What is refused for the sake of the rest is often followed by more of its kind, which a heap hands out one by one.
      if (heap) heap.pop();
      else
        heap = indexHeap(
          bounds,
          open.filter((other) => !closed[other]),
        );
      continue;
    }
    const gain = taken === fitting ? bounds[i] : objective.gain(i, taken, Number.NEGATIVE_INFINITY);
    const insteadOf = refused.better(gain);
    objective.add(i, taken);
    left -= taken;
    picks.push({
      index: i,
      demonstrations: taken,
      gain,
      insteadOf,
      boundBy: insteadOf && refused.why(insteadOf.index),
    });
  }
  return picks;
}

/** Candidates that a limit turned away, kept by their last bound to say what it cost. */
function refusals({ oracle }: SelectionProblem, objective: Objective) {
  const heap = indexHeap(objective.bounds, new Int32Array(0));
  const bindings = new Map<number, Binding>();
  return {
    add(i: number) {
      const binding = oracle.binding(i);
      if (!binding || binding.kind === 'minimum') return;
      bindings.set(i, binding);
      heap.push(i, objective.bounds[i]);
    },
    why: (i: number): Binding | null => bindings.get(i) ?? null,
    /** The best of them, when its gain is above `gain`. */
    better(gain: number): { index: number; gain: number } | null {
      for (let tries = 0; tries < COUNTERFACTUALS && heap.size() > 0; tries++) {
        const i = heap.top();
        if (heap.key(i) <= gain) return null;
        const now = objective.gain(i, oracle.blockSize, Math.max(gain, heap.runnerUp()));
        heap.rekeyTop(now);
        if (heap.top() === i) return now > gain ? { index: i, gain: now } : null;
      }
      return null;
    },
  };
}
