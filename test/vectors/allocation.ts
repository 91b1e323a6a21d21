import { highsSolver } from '@/server/adapters/highs-solver';
import { returns } from '@/server/core/acquisition/top-k';
import { allocate } from '@/server/core/schedule/allocate';
import type { Allocation, AllocationProblem } from '@/server/core/schedule/allocation-problem';
import { largestRemainder, waterFilling } from '@/server/core/schedule/apportion';
import { smallestUniformCap } from '@/server/core/schedule/largest-batch';
import { changeoverCost, orderStops } from '@/server/core/schedule/route';
import { figureAfter } from './compare';
import type { VectorSet } from './vector-set';

const solver = await highsSolver();

interface Input {
  codes?: number[][];
  weights?: number[];
  total?: number | null;
  cap_count_per_factor?: (number | null)[];
  /** Caps as fractions: of `total`, or with `fill: "upTo"` of what is placed. */
  cap_fraction_per_factor?: (number | null)[];
  cap_count_per_config?: number | null;
  cap_fraction_per_config?: number | null;
  fill?: 'exact' | 'upTo';
  min_if_open?: number[] | number;
  max_per_config?: number[] | number;
  tau?: number;
  budget?: number | null;
  cost?: number[];
  setup?: number[];
  hours_budget?: number | null;
  hours?: number[];
  setup_hours?: number[];
  upper?: number[];
  utility?: string;
  factor_switch_cost?: number[];
  start?: number;
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

/** The utility as the file names it: saturating unless it says a logarithm or nothing but the count. */
function worthOf({ weights = [], tau = 1, utility = '' }: Input): AllocationProblem['worth'] {
  if (/log/.test(utility)) return (i, n) => weights[i] * Math.log1p(n);
  if (/^w\s*\*\s*n$/.test(utility)) return (i, n) => weights[i] * n;
  return (i, n) => weights[i] * returns(n, tau);
}

/** Integer percent of a fraction, so that 0.29 is 29 and not 28. */
const percentOf = (fraction: number) => Number((100 * fraction).toFixed(6));

function problemOf(input: Input): AllocationProblem {
  const { codes = [], total = null, fill = total === null ? 'upTo' : 'exact', budget, hours_budget: hours } = input;
  const size = codes.length;
  const counts = input.cap_count_per_factor ?? [];
  const fractions = input.cap_fraction_per_factor ?? [];
  const width = codes[0]?.length ?? 0;
  const factors = Array.from({ length: width }, (_, f) => f);
  const list = (value: number[] | number | undefined, otherwise: number) =>
    Array.isArray(value) ? value : new Array<number>(size).fill(value ?? otherwise);
  const most = Math.min(
    input.cap_count_per_config ?? Number.POSITIVE_INFINITY,
    input.cap_fraction_per_config != null && total !== null
      ? Math.floor((total * percentOf(input.cap_fraction_per_config)) / 100)
      : Number.POSITIVE_INFINITY,
  );
  const room = list(input.max_per_config, total ?? 1000).map((own) => Math.min(own, most));
  const budgets = [
    { limit: budget, cost: input.cost, setup: input.setup },
    { limit: hours, cost: input.hours, setup: input.setup_hours },
  ].flatMap(({ limit, cost, setup }) => (limit == null ? [] : [{ limit, cost: list(cost, 0), setup: list(setup, 0) }]));
  return {
    levels: codes.flat(),
    caps: factors.map((f) => {
      const fraction = fractions[f];
      const floor = fraction != null && total !== null ? Math.floor((total * percentOf(fraction)) / 100) : null;
      const own = counts[f] ?? (fill === 'exact' ? floor : null);
      return own == null ? null : new Array<number>(Math.max(...codes.map((row) => row[f])) + 1).fill(own);
    }),
    shares: factors.map((f) => (fill === 'upTo' && fractions[f] != null ? percentOf(fractions[f]) : null)),
    minimum: list(input.min_if_open, 0),
    maximum: room,
    total,
    fill,
    budgets,
    worth: worthOf(input),
  };
}

/** What breaks a limit of the problem, in words. */
function breaches(
  { levels, caps, shares = [], minimum, maximum, total, budgets }: AllocationProblem,
  counts: Int32Array,
) {
  const complaints: string[] = [];
  const placed = counts.reduce((a, b) => a + b, 0);
  caps.forEach((cap, f) => {
    const used = new Map<number, number>();
    for (const [i, n] of counts.entries()) {
      const level = levels[i * caps.length + f];
      used.set(level, (used.get(level) ?? 0) + n);
    }
    for (const [level, n] of used) {
      if (cap && n > cap[level]) complaints.push(`counts: factor ${f} is above its cap`);
      if (100 * n > (shares[f] ?? 100) * placed + 1e-6) complaints.push(`counts: factor ${f} is above its share`);
    }
  });
  if (counts.some((n, i) => n > maximum[i])) complaints.push('counts: a configuration is above its maximum');
  if (counts.some((n, i) => n > 0 && n < minimum[i])) complaints.push('counts: a configuration is below its minimum');
  if (total !== null && placed > total) complaints.push('counts: more is placed than was asked for');
  for (const { limit, cost, setup } of budgets) {
    const spent = counts.reduce((all, n, i) => all + (n > 0 ? n * cost[i] + setup[i] : 0), 0);
    if (spent > limit + 1e-6) complaints.push('counts: the budget is overdrawn');
  }
  return complaints;
}

function smallestCaps(input: Input) {
  const { codes = [], total = null } = input;
  if (total === null) throw new Error('There is no code for this input.');
  const width = codes[0]?.length ?? 0;
  const count = smallestUniformCap(
    { levels: codes.flat(), room: problemOf(input).maximum, factors: width },
    total,
    solver,
  );
  const roomy = codes.map(() => total);
  const perFactor = Array.from({ length: width }, (_, f) => {
    const levels = codes.map((row) => row[f]);
    return smallestUniformCap({ levels, room: roomy, factors: 1 }, total, solver) ?? total;
  });
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
    if (codes && weights) {
      const problem = problemOf(input);
      const found = allocate(problem, solver);
      // Nothing at all keeps every limit of a batch that may be smaller.
      return { feasible: problem.fill === 'upTo' || found.placed === total, allocation: found };
    }
    if (codes) return smallestCaps(input);
    if (!weights || total == null) throw new Error('There is no code for this input.');
    if (!upper) return { counts: largestRemainder(weights, total) };
    const saturation = /log/.test(input.utility ?? 'log') ? null : (input.tau ?? 1);
    const { amounts, multiplier } = waterFilling(weights, upper, total, saturation);
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
    const { counts, value, gap, limited } = found.allocation;
    complaints.push(...breaches(problemOf(input), counts));
    if (!expected.feasible || best === undefined) return complaints;
    const near = figureAfter(compare, 'within') ?? 0;
    const floor = gap === 0 && !limited ? best - near : best * (figureAfter(compare, 'heuristic >=') ?? 1);
    if (value > best + near) complaints.push(`objective: ${value} is above the optimum ${best}`);
    if (value < floor) complaints.push(`objective: ${value} does not reach ${floor}`);
    return complaints;
  },
};
