import type { Pick } from '../acquisition/strategy';
import { returns } from '../acquisition/top-k';
import { allocate } from './allocate';
import type { IntegerSolver } from './integer-program';
import type { Oracle } from './oracle';

/**
 * Fills a batch that exchanges left short, exactly: of all ways to fill it, the one that keeps most demonstrations of
 * `picks` and then is worth most by `scores`. Returns the blocks kept, in their order, and the new ones behind them; the
 * oracle holds the same. When the batch cannot be filled nothing changes and null is returned.
 */
export function complete(
  picks: readonly Pick[],
  scores: Float64Array,
  oracle: Oracle,
  solver: IntegerSolver,
): Pick[] | null {
  const before = oracle.placed.slice();
  for (const { index, demonstrations } of picks) oracle.release(index, demonstrations);
  const base = oracle.placed.slice();
  const chosen = before.map((count, i) => count - base[i]);
  let least = 0;
  let most = 0;
  for (const score of scores) [least, most] = [Math.min(least, score), Math.max(most, score)];
  const total = oracle.remaining();
  const reward = 1 + (most - least) * total;
  const { counts, placed } = allocate(
    {
      ...oracle.outstanding(),
      total,
      fill: 'exact',
      worth: (i, n) =>
        reward * Math.min(n, chosen[i]) + (scores[i] - least) * (returns(base[i] + n) - returns(base[i])),
    },
    solver,
  );
  if (placed < total) {
    for (const { index, demonstrations } of picks) oracle.restore(index, demonstrations);
    return null;
  }
  const kept: Pick[] = [];
  const take = (pick: Pick, size: number) => {
    const taken = oracle.take(pick.index, Math.min(size, counts[pick.index]));
    counts[pick.index] -= taken;
    // A block that is kept whole stays the same object, so that a caller still knows it.
    if (taken > 0) kept.push(taken === pick.demonstrations ? pick : { ...pick, demonstrations: taken });
    return taken;
  };
  for (const pick of picks) if (counts[pick.index] > 0) take(pick, pick.demonstrations);
  for (const index of counts.keys()) {
    const added: Pick = { index, demonstrations: 0, gain: null, boundBy: { kind: 'completion' }, insteadOf: null };
    while (counts[index] > 0 && take(added, counts[index]) > 0);
  }
  return kept;
}
