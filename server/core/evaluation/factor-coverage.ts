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
    const keyOf = (levels: readonly number[]) => factors.reduce((key, f) => key * sizes[f] + levels[f], 0);
    const all = factors.reduce((product, f) => product * sizes[f], 1);
    const seen = keySet(all);
    for (const { levels, demonstrations } of covered) if (demonstrations > 0) seen.add(keyOf(levels));
    if (!allowed) {
      possible += all;
      used += seen.size();
      continue;
    }
    const open = keySet(all);
    for (const levels of allowed) {
      const key = keyOf(levels);
      if (open.add(key) && seen.has(key)) used++;
    }
    possible += open.size();
  }
  return possible > 0 ? used / possible : 1;
}

/** Above this many possible keys a hash set takes less room than a flag for each. */
const FLAGS = 1 << 24;

/** A set of whole numbers below `limit`; `add` says whether the number is new. */
function keySet(limit: number) {
  const flags = limit <= FLAGS ? new Uint8Array(limit) : null;
  const hashed = new Set<number>();
  let count = 0;
  return {
    has: (key: number) => (flags ? flags[key] === 1 : hashed.has(key)),
    size: () => count,
    add(key: number): boolean {
      if (flags ? flags[key] === 1 : hashed.has(key)) return false;
      if (flags) flags[key] = 1;
      else hashed.add(key);
      count++;
      return true;
    },
  };
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

function choices(n: number, t: number, from = 0): number[][] {
  if (t === 0) return [[]];
  return Array.from({ length: Math.max(0, n - from) }, (_, i) => from + i).flatMap((first) =>
    choices(n, t - 1, first + 1).map((rest) => [first, ...rest]),
  );
}
