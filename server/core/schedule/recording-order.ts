import { orderBlocks } from './order';

export interface StoredPick {
  /** Level of the configuration on every factor, in factor order. */
  levelIds: readonly number[];
  score: number | null;
  spread: number | null;
}

/**
 * The order in which picks are recorded (positions in the list given), and how many levels are swapped on the way.
 * A pick is worth mean + beta·sd of its configuration, whatever chose it, so that random picks stand where their score
 * puts them; without scores the picks keep the order of selection within the windows of `orderBlocks`.
 */
export function recordingOrder(
  picks: readonly StoredPick[],
  weights: readonly number[],
  beta: number,
): { order: number[]; changeovers: number } {
  const blocks = picks.map(({ levelIds, score, spread }) => ({
    levels: levelIds,
    value: (score ?? 0) + beta * (spread ?? 0),
  }));
  const { order } = orderBlocks(blocks, { weights });
  let changeovers = 0;
  for (let at = 1; at < order.length; at++) {
    const before = picks[order[at - 1]].levelIds;
    changeovers += picks[order[at]].levelIds.filter((id, f) => id !== before[f]).length;
  }
  return { order, changeovers };
}
