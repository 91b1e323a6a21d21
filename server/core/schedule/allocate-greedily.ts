import { indexHeap } from '../acquisition/heap';
import type { AllocationProblem } from './allocation-problem';

/**
 * Counts by largest marginal worth, for a budget by worth per share of what is left of it; ties to the lowest index.
 * Optimal under one capped factor with no minimum and no budget, a start elsewhere; shares of what is placed are not
 * looked at. O(N + placed·log N).
 */
export function allocateGreedily(problem: AllocationProblem): Int32Array {
  const { levels, caps, minimum, maximum, total, budgets, worth } = problem;
  const size = maximum.length;
  const width = caps.length;
  const counts = new Int32Array(size);
  const slack = caps.map((cap) => cap && Float64Array.from(cap));
  const left = budgets.map(({ limit }) => limit);
  const step = (i: number) => (counts[i] === 0 ? Math.max(1, minimum[i]) : 1);
  const price = (b: number, i: number) => step(i) * budgets[b].cost[i] + (counts[i] === 0 ? budgets[b].setup[i] : 0);
  const gain = (i: number) => {
    const added = worth(i, counts[i] + step(i)) - worth(i, counts[i]);
    let dearest = budgets.length === 0 ? step(i) : 0;
    for (let b = 0; b < budgets.length; b++) dearest = Math.max(dearest, price(b, i) / budgets[b].limit);
    return dearest > 0 ? added / dearest : added;
  };
  let remaining = total ?? Number.POSITIVE_INFINITY;
  const fits = (i: number) => {
    if (counts[i] + step(i) > maximum[i] || step(i) > remaining) return false;
    for (let f = 0; f < width; f++) {
      const cap = slack[f];
      if (cap && cap[levels[i * width + f]] < step(i)) return false;
    }
    for (let b = 0; b < budgets.length; b++) if (price(b, i) > left[b] + 1e-9) return false;
    return true;
  };
  const keys = Float64Array.from({ length: size }, (_, i) => gain(i));
  const heap = indexHeap(
    keys,
    Int32Array.from({ length: size }, (_, i) => i),
  );
  while (remaining > 0 && heap.size() > 0) {
    const i = heap.top();
    if (!fits(i)) {
      heap.pop();
      continue;
    }
    const taken = step(i);
    for (let b = 0; b < budgets.length; b++) left[b] -= price(b, i);
    for (let f = 0; f < width; f++) {
      const cap = slack[f];
      if (cap) cap[levels[i * width + f]] -= taken;
    }
    counts[i] += taken;
    remaining -= taken;
    heap.rekeyTop(gain(i));
  }
  return counts;
}
