import type { Similarity } from '@/server/core/acquisition/kernel';
import { rowOf } from '@/server/core/numeric/pairwise';

/** Greedy facility location with the similarities of all items to the ground rows made once, and every gain evaluated at every pick. */
export function denseStandIns(
  size: number,
  ground: Int32Array,
  weights: Float64Array,
  centres: readonly number[],
  similarity: Similarity,
  steps: number,
  rows: Float64Array,
): number[] {
  const width = ground.length;
  for (let j = 0; j < size; j++) rowOf(similarity, j, ground, 0, width, rows.subarray(j * width));
  const covered = new Float64Array(width);
  const picked = new Uint8Array(size);
  const add = (j: number) => {
    for (let at = 0; at < width; at++) if (rows[j * width + at] > covered[at]) covered[at] = rows[j * width + at];
  };
  for (const centre of centres) add(centre);
  const order: number[] = [];
  while (order.length < steps) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < size; j++) {
      if (picked[j]) continue;
      let gain = 0;
      for (let at = 0, row = j * width; at < width; at++, row++) {
        const more = rows[row] - covered[at];
        if (more > 0) gain += weights[at] * more;
      }
      if (gain > most) [best, most] = [j, gain];
    }
    picked[best] = 1;
    order.push(best);
    add(best);
  }
  return order;
}
