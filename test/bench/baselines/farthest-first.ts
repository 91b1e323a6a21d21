import type { Vectors } from '../problems';

/** Farthest-first on squared Euclidean distances, one pass over all items for each pick. O(N·k·d). */
export function denseFarthestFirst(
  { rows, columns, values }: Vectors,
  centres: readonly number[],
  steps: number,
  nearest: Float64Array,
): number[] {
  nearest.fill(Number.POSITIVE_INFINITY);
  const add = (centre: number) => {
    const from = centre * columns;
    let best = 0;
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let d = 0, at = i * columns; d < columns; d += 4) {
        const a = values[at + d] - values[from + d];
        const b = values[at + d + 1] - values[from + d + 1];
        const c = values[at + d + 2] - values[from + d + 2];
        const e = values[at + d + 3] - values[from + d + 3];
        sum += a * a + b * b + (c * c + e * e);
      }
      if (sum < nearest[i]) nearest[i] = sum;
      if (nearest[i] > nearest[best]) best = i;
    }
    return best;
  };
  let next = 0;
  for (const centre of centres) next = add(centre);
  const order: number[] = [];
  while (order.length < steps) {
    order.push(next);
    next = add(next);
  }
  return order;
}
