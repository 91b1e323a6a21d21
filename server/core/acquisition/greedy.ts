import type { Binding } from '../schedule/schema';
import type { Pick, SelectionProblem } from './strategy';

/**
 * Greedy by largest score where scores may rise as well as fall: every candidate is looked at for every block, O(N) each.
 * Ties go to the lowest index. `after` is told of each block taken.
 */
export function denseGreedy(
  problem: SelectionProblem,
  score: (i: number) => number,
  after: (i: number, demonstrations: number) => void,
): Pick[] {
  const { oracle, pool } = problem;
  const refused = new Map<number, Binding | null>();
  const candidates: number[] = [];
  for (let i = 0; i < pool.room.length; i++) if (oracle.fits(i) > 0) candidates.push(i);
  const picks: Pick[] = [];
  for (let left = problem.demonstrations; left > 0; ) {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    let bestRefused = -1;
    let refusedScore = Number.NEGATIVE_INFINITY;
    for (const i of candidates) {
      const value = score(i);
      if (!refused.has(i) && oracle.fits(i, left) === 0) refused.set(i, oracle.binding(i));
      if (!refused.has(i)) {
        if (value > bestScore) [best, bestScore] = [i, value];
      } else if (refused.get(i) && value > refusedScore) [bestRefused, refusedScore] = [i, value];
    }
    if (best < 0) break;
    const taken = oracle.take(best, left);
    if (taken === 0) {
      refused.set(best, { kind: 'completion' });
      continue;
    }
    const turnedAway = refusedScore > bestScore;
    picks.push({
      index: best,
      demonstrations: taken,
      gain: bestScore,
      boundBy: turnedAway ? refused.get(bestRefused)! : null,
      insteadOf: turnedAway ? { index: bestRefused, gain: refusedScore } : null,
    });
    left -= taken;
    after(best, taken);
  }
  return picks;
}
