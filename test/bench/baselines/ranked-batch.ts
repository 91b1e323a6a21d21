import type { Similarity } from '@/server/core/acquisition/kernel';
import { rowOf } from '@/server/core/numeric/pairwise';

/** Ranked batch with distances kept up to date for all items at every pick, where libraries recompute them: O(N·k·d). */
export function denseRankedBatch(
  uncertainty: Float64Array,
  labelled: readonly number[],
  similarity: Similarity,
  steps: number,
  nearest: Float64Array,
): number[] {
  const size = uncertainty.length;
  nearest.fill(Number.POSITIVE_INFINITY);
  const picked = new Uint8Array(size);
  const all = Int32Array.from(nearest.keys());
  const alike = new Float64Array(size);
  const add = (centre: number) => {
    rowOf(similarity, centre, all, 0, size, alike);
    for (let i = 0; i < size; i++) {
      const d = i === centre ? 0 : Math.sqrt(Math.max(0, 2 - 2 * alike[i]));
      if (d < nearest[i]) nearest[i] = d;
    }
  };
  for (const centre of labelled) add(centre);
  const order: number[] = [];
  for (let known = labelled.length; order.length < steps; known++) {
    const exploring = (size - known) / size;
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < size; i++) {
      if (picked[i]) continue;
      const score = exploring * (1 - 1 / (1 + nearest[i])) + (1 - exploring) * uncertainty[i];
      if (score > most) [best, most] = [i, score];
    }
    picked[best] = 1;
    order.push(best);
    add(best);
  }
  return order;
}
