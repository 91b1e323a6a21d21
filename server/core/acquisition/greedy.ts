import type { Binding } from '../schedule/schema';
import type { Pick, SelectionProblem } from './strategy';

/** A score that may rise as well as fall from pick to pick, with a bound that is cheaper than it. */
export interface BoundedScore {
  /** Not below `exactly(i)` now. */
  atMost(i: number): number;
  exactly(i: number): number;
  /** Told of each block taken. */
  add(i: number, demonstrations: number): void;
}

/**
 * Greedy by largest score where scores may rise as well as fall: every candidate's bound is looked at for every block, its
 * score only when that could be the largest. O(N) a block. Ties go to the lowest index.
 */
export function boundedGreedy(problem: SelectionProblem, score: BoundedScore): Pick[] {
  const { oracle, pool } = problem;
  let open = new Int32Array(pool.room.length);
  let count = 0;
  for (let i = 0; i < pool.room.length; i++) if (oracle.fits(i) > 0) open[count++] = i;
  open = open.subarray(0, count);
  const refused = new Map<number, Binding>();
  const closed = new Uint8Array(pool.room.length);
  const close = (i: number) => {
    closed[i] = 1;
    const binding = oracle.binding(i);
    if (binding) refused.set(i, binding);
  };
  /** The best refused candidate above `least`. */
  const turnedAway = (least: number) => {
    let found: { index: number; gain: number } | null = null;
    for (const i of refused.keys()) {
      const enough = found?.gain ?? least;
      if (score.atMost(i) <= enough) continue;
      const gain = score.exactly(i);
      if (gain > enough) found = { index: i, gain };
    }
    return found;
  };

  const picks: Pick[] = [];
  for (let left = problem.demonstrations; left > 0; ) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    let kept = 0;
    for (let at = 0; at < open.length; at++) {
      const i = open[at];
      if (closed[i]) continue;
      open[kept++] = i;
      if (score.atMost(i) <= most) continue;
      if (oracle.fits(i, left) === 0) {
        close(i);
        continue;
      }
      const value = score.exactly(i);
      if (value > most) [best, most] = [i, value];
    }
    open = open.subarray(0, kept);
    if (best < 0) break;
    const taken = oracle.take(best, left);
    if (taken === 0) {
      close(best);
      continue;
    }
    const insteadOf = turnedAway(most);
    picks.push({
      index: best,
      demonstrations: taken,
      gain: most,
      boundBy: insteadOf && refused.get(insteadOf.index)!,
      insteadOf,
    });
    left -= taken;
    score.add(best, taken);
  }
  return picks;
}
