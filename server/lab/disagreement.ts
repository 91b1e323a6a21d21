/**
 * Root mean square spread of the members' chunks for one observation: the square root of the members' population variance, averaged
 * over executed steps and dimensions, each dimension divided by its `scale`. `chunks` holds one array per member, rows × horizon × scale.length.
 */
export function chunkSpread(
  chunks: readonly Float32Array[],
  row: number,
  horizon: number,
  scale: readonly number[],
): number {
  const A = scale.length;
  let sum = 0;
  for (let k = 0; k < horizon * A; k++) {
    const at = row * horizon * A + k;
    let mean = 0;
    for (const chunk of chunks) mean += chunk[at] / chunks.length;
    let variance = 0;
    for (const chunk of chunks) variance += (chunk[at] - mean) ** 2 / chunks.length;
    sum += variance / scale[k % A] ** 2;
  }
  return Math.sqrt(sum / (horizon * A));
}

/** Probability that a random failure was scored above a random success (ties half); null without both. O(n log n). */
export function failureAuroc(scores: readonly number[], failed: readonly boolean[]): number | null {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b]);
  const failures = failed.filter(Boolean).length;
  const successes = failed.length - failures;
  if (failures === 0 || successes === 0) return null;
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    for (let i = from; i < to; i++) if (failed[order[i]]) rankSum += (from + 1 + to) / 2;
    from = to;
  }
  return (rankSum - (failures * (failures + 1)) / 2) / (failures * successes);
}
