/** The `steps` largest values, ties to the lowest index, by one full sort. O(N log N). */
export function sortedHighest(values: Float64Array, steps: number, order: Int32Array): number[] {
  for (let i = 0; i < order.length; i++) order[i] = i;
  order.sort((a, b) => values[b] - values[a] || a - b);
  return Array.from(order.subarray(0, steps));
}
