/** Whole demonstrations to divide among configurations; caps and totals are counts. */
export interface AllocationProblem {
  /** Level index per configuration and factor, N × F, row-major. */
  levels: ArrayLike<number>;
  /** Per factor the most demonstrations of each level (∞ for no limit); null where no level of it is limited. */
  caps: readonly (ArrayLike<number> | null)[];
  /** Per factor the largest share of what is placed that any level may have, in percent; null for none. */
  shares?: readonly (number | null)[];
  /** Least demonstrations of a configuration that gets any. */
  minimum: ArrayLike<number>;
  maximum: ArrayLike<number>;
  /** Demonstrations to place in all; null when a budget or the caps decide. */
  total: number | null;
  /** `exact` places as many of `total` as can be placed, whatever they are worth; `upTo`, or without a total, as many as are worth most. */
  fill: 'exact' | 'upTo';
  budgets: readonly AllocationBudget[];
  /** What `count` demonstrations of configuration `i` are worth: 0 for none, never falling, concave in `count`. */
  worth(i: number, count: number): number;
}

/** Σ cost·n + Σ setup·[n > 0] ≤ limit. */
export interface AllocationBudget {
  limit: number;
  cost: ArrayLike<number>;
  setup: ArrayLike<number>;
}

export interface Allocation {
  counts: Int32Array;
  placed: number;
  value: number;
  /** No allocation that places as many is worth more. */
  bound: number;
  /** (bound − value) / |bound|; 0 is proven best. */
  gap: number;
  method: 'greedy' | 'flow' | 'integer program';
  /** The solver reached its node limit, so that less than `total` or a gap is not proven. */
  limited: boolean;
}

/** Finishes an allocation from its counts: what it places, what it is worth and how far that is below `bound`. */
export function allocationOf(
  { worth }: AllocationProblem,
  counts: Int32Array,
  bound: number | null,
  method: Allocation['method'],
  limited = false,
): Allocation {
  let placed = 0;
  let value = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    placed += counts[i];
    value += worth(i, counts[i]);
  }
  const most = Math.max(value, bound ?? value);
  const gap = most - value <= 1e-9 * Math.max(1, Math.abs(most)) ? 0 : (most - value) / Math.abs(most);
  return { counts, placed, value, bound: gap === 0 ? value : most, gap, method, limited };
}
