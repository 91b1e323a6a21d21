/**
 * Counts by largest marginal worth w·(1 − exp(−n/τ)) under level caps, every configuration looked at for every
 * demonstration: the textbook greedy, dense, with the marginal worth of each kept in one Float64Array. O(N·B).
 */
export function denseAllocation(
  levels: ArrayLike<number>,
  caps: readonly (ArrayLike<number> | null)[],
  weights: Float64Array,
  maximum: number,
  total: number,
  saturation: number,
): Int32Array {
  const width = caps.length;
  const slack = caps.map((cap) => cap && Int32Array.from(cap));
  const counts = new Int32Array(weights.length);
  const first = 1 - Math.exp(-1 / saturation);
  const decay = Math.exp(-1 / saturation);
  const marginal = weights.map((weight) => weight * first);
  for (let placed = 0; placed < total; placed++) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < marginal.length; i++) {
      if (marginal[i] <= most || counts[i] >= maximum) continue;
      let fits = true;
      for (let f = 0; f < width && fits; f++) {
        const cap = slack[f];
        fits = !cap || cap[levels[i * width + f]] > 0;
      }
      if (fits) [best, most] = [i, marginal[i]];
    }
    if (best < 0) return counts;
    counts[best]++;
    marginal[best] *= decay;
    for (let f = 0; f < width; f++) {
      const cap = slack[f];
      if (cap) cap[levels[best * width + f]]--;
    }
  }
  return counts;
}
