import type { Similarity } from '@/server/core/acquisition/kernel';
import { rowOf } from '@/server/core/numeric/pairwise';
import type { Random } from '@/server/core/numeric/random';

/** k-means++ on factorised gradients u·φ: all squared distances to every new choice, the potential summed anew. O(N·k·d). */
export function denseGradientSeeding(
  u: Float64Array,
  similarity: Similarity,
  steps: number,
  random: Random,
  away: Float64Array,
): number[] {
  const size = u.length;
  const all = Int32Array.from(u.keys());
  const alike = new Float64Array(size);
  let next = 0;
  for (let i = 1; i < size; i++) if (u[i] > u[next]) next = i;
  away.fill(Number.POSITIVE_INFINITY);
  const order: number[] = [];
  while (order.length < steps) {
    order.push(next);
    let total = 0;
    rowOf(similarity, next, all, 0, size, alike);
    for (let i = 0; i < size; i++) {
      const d = u[i] * u[i] + u[next] * u[next] - 2 * u[i] * u[next] * alike[i];
      if (d < away[i]) away[i] = Math.max(0, d);
      total += away[i];
    }
    away[next] = 0;
    let left = random.uniform() * total;
    next = -1;
    for (let i = 0; i < size && left >= 0; i++) {
      if (away[i] <= 0) continue;
      left -= away[i];
      next = i;
    }
  }
  return order;
}
