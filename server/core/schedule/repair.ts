import type { Pick } from '../acquisition/strategy';
import type { Oracle } from './oracle';

/**
 * Fills what a strategy left open: takes whatever fits in `order`, then takes one of its blocks back at a time, the
 * lowest gain first, and keeps the exchange when more is placed than before. Returns the picks, in order; the batch may
 * still be short. Only blocks in `picks` are moved.
 */
export function repair(picks: readonly Pick[], order: ArrayLike<number>, missing: number, oracle: Oracle): Pick[] {
  let kept = [...picks];
  const refill = (most: number, except: number): Pick[] => {
    const added: Pick[] = [];
    for (let at = 0, left = most; at < order.length && left > 0; at++) {
      if (order[at] === except) continue;
      for (let taken = oracle.take(order[at], left); taken > 0; taken = oracle.take(order[at], left)) {
        added.push({
          index: order[at],
          demonstrations: taken,
          gain: null,
          boundBy: { kind: 'completion' },
          insteadOf: null,
        });
        left -= taken;
      }
    }
    return added;
  };
  const total = (blocks: readonly Pick[]) => blocks.reduce((sum, { demonstrations }) => sum + demonstrations, 0);
  const first = refill(missing, -1);
  kept.push(...first);
  let left = missing - total(first);
  for (let improved = true; left > 0 && improved; ) {
    improved = false;
    const byGain = [...kept].sort((a, b) => (a.gain ?? 0) - (b.gain ?? 0));
    for (const out of byGain) {
      if (!oracle.releasable(out.index, out.demonstrations)) continue;
      oracle.release(out.index, out.demonstrations);
      const added = refill(left + out.demonstrations, out.index);
      if (total(added) > out.demonstrations) {
        left -= total(added) - out.demonstrations;
        kept = [...kept.filter((pick) => pick !== out), ...added];
        improved = true;
        break;
      }
      for (const pick of added) oracle.release(pick.index, pick.demonstrations);
      oracle.restore(out.index, out.demonstrations);
    }
  }
  return kept;
}
