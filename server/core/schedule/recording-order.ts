import { orderBlocks } from './order';

export interface StoredPick {
  /** Level of the configuration on every factor, in factor order. */
  levelIds: readonly number[];
  score: number | null;
  spread: number | null;
}

/** An order to record in, and what it is worth. */
export interface RecordingOrder {
  /** Positions in the list of picks given. */
  order: number[];
  /** Levels swapped on the way, and how many would be in the order of worth alone. */
  changeovers: number;
  changeoversByWorth: number;
}

/**
 * The order in which picks are recorded. A pick is worth mean + beta·sd of its configuration, whatever chose it, so that random picks stand where their score
 * puts them; without scores the picks keep the order of selection within the windows of `orderBlocks`.
 */
export function recordingOrder(picks: readonly StoredPick[], weights: readonly number[], beta: number): RecordingOrder {
  const blocks = picks.map(({ levelIds, score, spread }) => ({
    levels: levelIds,
    value: (score ?? 0) + beta * (spread ?? 0),
  }));
  const { order, byValue } = orderBlocks(blocks, { weights });
  return {
    order,
    changeovers: swappedOn(order, picks),
    changeoversByWorth: swappedOn(byValue, picks),
  };
}

function swappedOn(order: readonly number[], picks: readonly StoredPick[]): number {
  let swapped = 0;
  for (let at = 1; at < order.length; at++) {
    const before = picks[order[at - 1]].levelIds;
    swapped += picks[order[at]].levelIds.filter((id, f) => id !== before[f]).length;
  }
  return swapped;
}
