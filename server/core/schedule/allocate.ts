import { seededRandom } from '../numeric/random';
import { transport } from './transport';

/** Whole demonstrations to divide among configurations; caps and totals are counts. */
export interface AllocationProblem {
  /** Level index per configuration and factor. */
  codes: readonly (readonly number[])[];
  weights: readonly number[];
  /** Most demonstrations per level of each factor; null without a cap. */
  caps: readonly (number | null)[];
  /** Least demonstrations of a configuration that gets any. */
  minimum: readonly number[];
  maximum: readonly number[];
  /** Demonstrations to place in all; null when a budget decides. */
  total: number | null;
  /** Demonstrations of one configuration after which another adds a third of what the first did. */
  saturation: number;
  budget?: { limit: number; cost: readonly number[]; setup: readonly number[] };
}

export interface Allocation {
  counts: number[];
  placed: number;
  /** Σ w·(1 − exp(−n/τ)). */
  value: number;
  /** Proven best: at most one capped factor, no minimum, no budget. */
  exact: boolean;
}

/** Rounds of ruin and recreate; small problems are settled long before. */
const ROUNDS = 3000;

/**
 * Greedy by marginal gain, optimal for one capped factor (Fox 1966; Federgruen & Groenevelt 1986), and above that
 * improved by taking a part back and filling again (ruin and recreate, Schrimpf et al. 2000). Deterministic. `placed` is
 * below `total` where nothing better was found; `allocationBound` can prove that nothing could be.
 */
export function allocate(problem: AllocationProblem): Allocation {
  const { total, caps, minimum, budget } = problem;
  const exact = caps.filter((cap) => cap !== null).length <= 1 && minimum.every((least) => least <= 1) && !budget;
  let best = recreate(problem, new Int32Array(problem.weights.length), () => 1);
  if (!exact) {
    const random = seededRandom('ruin and recreate');
    for (let round = 0; round < ROUNDS; round++) {
      const counts = best.slice();
      const open = random.shuffle([...counts.keys()].filter((i) => counts[i] > 0));
      for (const i of open.slice(0, 1 + random.int(Math.max(1, open.length)))) counts[i] = 0;
      const noise = round % 2 ? 1 : 0.2;
      const tried = recreate(problem, counts, () => 1 + noise * random.normal());
      if (better(problem, tried, best)) best = tried;
    }
  }
  const placed = best.reduce((a, b) => a + b, 0);
  return {
    counts: Array.from(best),
    placed,
    value: totalWorth(problem, best),
    exact: exact && (total === null || placed === total),
  };
}

function totalWorth({ weights, saturation }: AllocationProblem, counts: ArrayLike<number>): number {
  return weights.reduce((sum, w, i) => sum - w * Math.expm1(-counts[i] / saturation), 0);
}

function better(problem: AllocationProblem, tried: Int32Array, best: Int32Array): boolean {
  const more = problem.total === null ? 0 : tried.reduce((a, b) => a + b, 0) - best.reduce((a, b) => a + b, 0);
  return more > 0 || (more === 0 && totalWorth(problem, tried) >= totalWorth(problem, best));
}

/** Fills `counts` up greedily; `blur` multiplies each gain, 1 for the plain greedy. */
function recreate(problem: AllocationProblem, counts: Int32Array, blur: () => number): Int32Array {
  const { codes, weights, caps, minimum, maximum, total, saturation, budget } = problem;
  const used = caps.map((_, f) => new Int32Array(Math.max(...codes.map((row) => row[f])) + 1));
  let placed = 0;
  let spent = 0;
  const price = (i: number, count: number) =>
    budget ? count * budget.cost[i] + (counts[i] === 0 ? budget.setup[i] : 0) : 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    placed += counts[i];
    if (budget) spent += counts[i] * budget.cost[i] + budget.setup[i];
    for (let f = 0; f < caps.length; f++) used[f][codes[i][f]] += counts[i];
  }
  const taste = weights.map(() => Math.max(0, blur()));
  for (;;) {
    let best = -1;
    let bestGain = 0;
    for (let i = 0; i < counts.length; i++) {
      const step = counts[i] === 0 ? minimum[i] || 1 : 1;
      if (counts[i] + step > maximum[i] || (total !== null && placed + step > total)) continue;
      if (caps.some((cap, f) => cap !== null && used[f][codes[i][f]] + step > cap)) continue;
      const cost = price(i, step);
      if (budget && spent + cost > budget.limit + 1e-9) continue;
      const gain =
        (weights[i] * (Math.exp(-counts[i] / saturation) - Math.exp(-(counts[i] + step) / saturation)) * taste[i]) /
        (budget ? cost : step);
      if (gain > bestGain) [best, bestGain] = [i, gain];
    }
    if (best < 0) return counts;
    const step = counts[best] === 0 ? minimum[best] || 1 : 1;
    spent += price(best, step);
    placed += step;
    for (let f = 0; f < caps.length; f++) used[f][codes[best][f]] += step;
    counts[best] += step;
  }
}

/** The most that fits by the per-factor and two-factor tests, in demonstrations: an upper bound on what can be placed. */
export function allocationBound({
  codes,
  caps,
  maximum,
}: Pick<AllocationProblem, 'codes' | 'caps' | 'maximum'>): number {
  let bound = maximum.reduce((a, b) => a + b, 0);
  const size = (f: number) => Math.max(...codes.map((row) => row[f])) + 1;
  const capacity = (f: number) => {
    const room = new Float64Array(size(f));
    for (let i = 0; i < codes.length; i++) room[codes[i][f]] += maximum[i];
    return room.map((sum) => Math.min(sum, caps[f] ?? sum));
  };
  for (let f = 0; f < caps.length; f++) {
    bound = Math.min(
      bound,
      capacity(f).reduce((a, b) => a + b, 0),
    );
    for (let g = f + 1; g < caps.length; g++) {
      const edges = new Float64Array(size(f) * size(g));
      for (let i = 0; i < codes.length; i++) edges[codes[i][f] * size(g) + codes[i][g]] += maximum[i];
      bound = Math.min(bound, transport(capacity(f), capacity(g), edges).flow);
    }
  }
  return bound;
}

/** Smallest count that, as the cap of every level of every factor, lets `total` be placed; null when none does. */
export function smallestUniformCap(
  codes: AllocationProblem['codes'],
  maximum: readonly number[],
  total: number,
): number | null {
  const width = codes[0]?.length ?? 0;
  const ones = codes.map(() => 1);
  for (let cap = 1; cap <= total; cap++) {
    const caps = new Array<number>(width).fill(cap);
    if (allocationBound({ codes, caps, maximum }) < total) continue;
    if (allocate({ codes, caps, maximum, total, weights: ones, minimum: ones, saturation: total }).placed === total)
      return cap;
  }
  return null;
}
