import { changeoverCost, orderStops, routeCost } from './route';

export interface StopBlock {
  /** Level of the configuration on every factor, as ids or indices. */
  levels: readonly number[];
  /** What the block is worth; higher comes first. */
  value: number;
}

export interface OrderedBlocks {
  /** Positions in the list of blocks given, in the order they should be recorded. */
  order: number[];
  /** The same in the order of value alone. */
  byValue: number[];
  /** Weighted changeovers of this order. */
  changeovers: number;
  /** No order with the same windows costs less, given where each window begins. */
  lowerBound: number;
}

/** Blocks looked at together: enough to save set-ups, few enough that what matters most still comes first. */
export const WINDOW = 12;

/**
 * Orders blocks for the floor: windows of `window` blocks go by falling value (ties as given), and inside a window the
 * blocks go by fewest weighted changeovers, starting from where the last one ended. `weights` has one changeover weight
 * per factor.
 */
export function orderBlocks(
  blocks: readonly StopBlock[],
  { weights, window = WINDOW }: { weights: readonly number[]; window?: number },
): OrderedBlocks {
  const cost = changeoverCost(
    blocks.flatMap(({ levels }) => levels),
    weights,
  );
  const byValue = [...blocks.keys()].sort((a, b) => blocks[b].value - blocks[a].value || a - b);
  const order: number[] = [];
  let lowerBound = 0;
  for (let from = 0; from < byValue.length; from += window) {
    const route = orderStops(byValue.slice(from, from + window), cost, order.at(-1) ?? null);
    order.push(...route.order);
    lowerBound += route.lowerBound;
  }
  return { order, byValue, changeovers: routeCost(order, cost), lowerBound };
}
