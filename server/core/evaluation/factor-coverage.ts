/** A configuration with confirmed demonstrations: one level index per factor. */
export interface Covered {
  readonly levels: readonly number[];
  readonly demonstrations: number;
}

/**
 * Share of the allowed combinations of `t` factors' levels that occur in `covered`, over all choices of t factors.
 * `allowed` lists the matrix's configurations; without it every combination of the `sizes` counts. 1 when t exceeds
 * the factors. O((configurations + Π sizes of t factors) · C(F, t)).
 */
export function tWayCoverage(
  t: number,
  sizes: readonly number[],
  covered: readonly Covered[],
  allowed?: readonly (readonly number[])[],
): number {
  let used = 0;
  let possible = 0;
  for (const factors of choices(sizes.length, t)) {
    const seen = new Set(covered.filter((c) => c.demonstrations > 0).map(({ levels }) => keyOf(levels, factors)));
    const open = allowed ? new Set(allowed.map((levels) => keyOf(levels, factors))) : null;
    possible += open ? open.size : factors.reduce((product, f) => product * sizes[f], 1);
    used += open ? [...seen].filter((key) => open.has(key)).length : seen.size;
  }
  return possible > 0 ? used / possible : 1;
}

/** How one factor's demonstrations spread over its levels. */
export interface LevelSpread {
  readonly demonstrations: readonly number[];
  /** Entropy over ln L: 1 when equal, 0 when all on one level; 1 for a factor of one level, null without demonstrations. */
  readonly entropy: number | null;
  /** Largest level's share of the demonstrations, to hold against the cap; null without demonstrations. */
  readonly largestShare: number | null;
}

/** Spread over the levels of every factor, in factor order. O(F · configurations). */
export function levelSpreads(sizes: readonly number[], covered: readonly Covered[]): LevelSpread[] {
  return sizes.map((size, factor) => {
    const counts = new Array<number>(size).fill(0);
    for (const { levels, demonstrations } of covered) counts[levels[factor]] += demonstrations;
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return { demonstrations: counts, entropy: null, largestShare: null };
    const nats = counts.reduce((sum, count) => sum - (count > 0 ? (count / total) * Math.log(count / total) : 0), 0);
    const entropy = size > 1 ? nats / Math.log(size) : 1;
    return { demonstrations: counts, entropy, largestShare: Math.max(...counts) / total };
  });
}

function keyOf(levels: readonly number[], factors: readonly number[]): string {
  return factors.map((f) => levels[f]).join(' ');
}

function choices(n: number, t: number, from = 0): number[][] {
  if (t === 0) return [[]];
  return Array.from({ length: Math.max(0, n - from) }, (_, i) => from + i).flatMap((first) =>
    choices(n, t - 1, first + 1).map((rest) => [first, ...rest]),
  );
}
