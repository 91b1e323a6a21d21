import { type Allocation, type AllocationProblem, allocate, smallestUniformCap } from '@/server/core/schedule/allocate';
import { largestRemainder, waterFilling } from '@/server/core/schedule/apportion';
import { changeoverCost, orderStops } from '@/server/core/schedule/route';
import { figureAfter } from './compare';
import type { VectorSet } from './vector-set';

interface Input {
  codes?: number[][];
  weights?: number[];
  total?: number | null;
  cap_count_per_factor?: (number | null)[];
  min_if_open?: number[];
  max_per_config?: number[];
  tau?: number;
  budget?: number;
  cost?: number[];
  setup?: number[];
  upper?: number[];
  factor_switch_cost?: number[];
}

interface Expected {
  feasible?: boolean;
  optimal_objective?: number;
  lexicographic_sort_cost?: number;
  lower_bound_levels?: number;
}

interface Found {
  [field: string]: unknown;
  feasible?: boolean;
  allocation?: Allocation | number[];
  optimal_cost?: number;
  lower_bound?: number;
}

function problemOf(input: Input): AllocationProblem {
  const { codes = [], weights = [], budget, cost = [], setup = [] } = input;
  return {
    codes,
    weights,
    caps: input.cap_count_per_factor ?? [],
    minimum: input.min_if_open ?? weights.map(() => 0),
    maximum: input.max_per_config ?? weights.map(() => input.total ?? Number.POSITIVE_INFINITY),
    total: input.total ?? null,
    saturation: input.tau ?? 1,
    budget: budget === undefined ? undefined : { limit: budget, cost, setup },
  };
}

/** What breaks a limit of the problem, in words. */
function breaches({ codes, caps, minimum, maximum, total, budget }: AllocationProblem, counts: readonly number[]) {
  const complaints: string[] = [];
  caps.forEach((cap, f) => {
    const used = new Map<number, number>();
    for (const [i, n] of counts.entries()) used.set(codes[i][f], (used.get(codes[i][f]) ?? 0) + n);
    if (cap !== null && Math.max(...used.values()) > cap) complaints.push(`counts: factor ${f} is above its cap`);
  });
  if (counts.some((n, i) => n > maximum[i])) complaints.push('counts: a configuration is above its maximum');
  if (counts.some((n, i) => n > 0 && n < minimum[i])) complaints.push('counts: a configuration is below its minimum');
  const placed = counts.reduce((a, b) => a + b, 0);
  if (total !== null && placed > total) complaints.push('counts: more is placed than was asked for');
  const spent = counts.reduce((all, n, i) => all + (n > 0 && budget ? n * budget.cost[i] + budget.setup[i] : 0), 0);
  if (budget && spent > budget.limit + 1e-6) complaints.push('counts: the budget is overdrawn');
  return complaints;
}

function smallestCaps({ codes = [], max_per_config: maximum = [], total = null }: Input) {
  if (total === null) throw new Error('There is no code for this input.');
  const count = smallestUniformCap(codes, maximum, total);
  const roomy = codes.map(() => total);
  const perFactor = (codes[0] ?? []).map(
    (_, f) =>
      smallestUniformCap(
        codes.map((row) => [row[f]]),
        roomy,
        total,
      ) ?? total,
  );
  return {
    min_cap_count: count,
    min_cap_fraction: count === null ? null : count / total,
    marginal_lower_bound: Math.max(...perFactor),
    per_factor_ceil_T_over_L: perFactor,
  };
}

/** Allocation under caps and budgets, smallest caps, apportioning, water-filling and the order with the fewest changeovers. */
export const allocation: VectorSet<Input, Expected, Found> = {
  apart: [
    'optimal_objective',
    'one_optimal_counts',
    'naive_greedy_objective',
    'naive_greedy_total',
    'greedy_ratio',
    'lexicographic_sort_cost',
    'lower_bound_levels',
  ],
  compute({ input }) {
    const { codes, weights, total, upper, factor_switch_cost: switches } = input;
    if (codes && switches) {
      const { cost, lowerBound } = orderStops([...codes.keys()], changeoverCost(codes.flat(), switches));
      return { optimal_cost: cost, lower_bound: lowerBound };
    }
    if (input.cap_count_per_factor) {
      const found = allocate(problemOf(input));
      return { feasible: total == null ? found.placed > 0 : found.placed === total, allocation: found };
    }
    if (codes) return smallestCaps(input);
    if (!weights || total == null) throw new Error('There is no code for this input.');
    if (!upper) return { counts: largestRemainder(weights, total) };
    const { amounts, multiplier } = waterFilling(weights, upper, total);
    return { allocation: amounts, multiplier };
  },
  clause: () => 'within',
  judge({ input, expected }, found, compare) {
    const complaints: string[] = [];
    const { optimal_objective: best, lexicographic_sort_cost: sorted, lower_bound_levels: least } = expected;
    if (sorted !== undefined && (found.optimal_cost ?? Number.NaN) > sorted)
      complaints.push('cost: above a plain sort');
    if (least !== undefined && (found.lower_bound ?? 0) < least)
      complaints.push('lower_bound: below that of the levels');
    if (!found.allocation || Array.isArray(found.allocation)) return complaints;
    const { counts, value, exact } = found.allocation;
    complaints.push(...breaches(problemOf(input), counts));
    if (!expected.feasible || best === undefined) return complaints;
    const near = figureAfter(compare, 'within') ?? 0;
    const floor = exact ? best - near : best * (figureAfter(compare, 'heuristic >=') ?? 1);
    if (value > best + near) complaints.push(`objective: ${value} is above the optimum ${best}`);
    if (value < floor) complaints.push(`objective: ${value} does not reach ${floor}`);
    return complaints;
  },
};
