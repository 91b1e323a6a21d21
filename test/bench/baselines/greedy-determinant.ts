import type { Similarity } from '@/server/core/acquisition/kernel';
import { dot } from '@/server/core/numeric/dot';
import { rowOf } from '@/server/core/numeric/pairwise';

/** Greedy log det(I + L), every candidate brought up to date at every pick (Chen, Zhang & Zhou 2018): O(N·k²), N·k numbers. */
export function denseDeterminant(
  quality: Float64Array,
  similarity: Similarity,
  steps: number,
  memory: { factors: Float64Array; residuals: Float64Array; alike: Float64Array },
): number[] {
  const size = quality.length;
  const { factors, residuals, alike } = memory;
  const all = Int32Array.from(quality.keys());
  for (let i = 0; i < size; i++) residuals[i] = 1 + quality[i] * quality[i];
  const order: number[] = [];
  while (order.length < steps) {
    let best = 0;
    for (let i = 1; i < size; i++) if (residuals[i] > residuals[best]) best = i;
    const t = order.length;
    const pivot = Math.sqrt(residuals[best]);
    const own = factors.slice(best * steps, best * steps + t);
    order.push(best);
    residuals[best] = Number.NEGATIVE_INFINITY;
    rowOf(similarity, best, all, 0, size, alike);
    for (let i = 0; i < size; i++) {
      if (residuals[i] === Number.NEGATIVE_INFINITY) continue;
      const entry = quality[best] * quality[i] * alike[i];
      const e = (entry - dot(own, 0, factors, i * steps, t)) / pivot;
      factors[i * steps + t] = e;
      residuals[i] -= e * e;
    }
  }
  return order;
}
