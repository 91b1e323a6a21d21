import type { Pairwise, PairwiseRow } from '../numeric/pairwise';
import type { Pool } from '../schedule/pool';

/** Similarity of two configurations of one pool, 1 for the same one. */
export interface Similarity extends Pairwise {
  /** Where it is a sum of effects of levels, which tables can hold; other similarities have none. */
  readonly effects?: Effects;
}

/** What `anovaSimilarity` sums up. */
export interface Effects {
  pool: Pool;
  /** Scaled so that the similarity of a configuration with itself is 1. */
  shares: KernelShares;
  between: readonly (Float64Array | null)[];
}

/** Shares of the prior variance, as the interpolation uses them; they need not sum to one. */
export interface KernelShares {
  /** Per factor. */
  main: readonly number[];
  /** For every pair of factors. */
  pair: number;
  /** For the configuration itself. */
  nugget: number;
}

/** Half for main effects, three tenths for pairs, the rest for the configuration itself. */
export function defaultShares(factors: number): KernelShares {
  const pairs = Math.max(1, (factors * (factors - 1)) / 2);
  return { main: new Array<number>(factors).fill(0.5 / factors), pair: 0.3 / pairs, nugget: 0.2 };
}

/**
 * k(i,j) = Σ a_f s_f + b Σ_{f<g} s_f s_g + t [i = j], scaled to 1 on the diagonal, where s_f is 1 for equal levels and
 * `between[f]` (row-major L_f × L_f) says how alike two different ones are (Duvenaud 2011). One-hot factors have 2^F values, looked up.
 */
export function anovaSimilarity(
  pool: Pool,
  shares: KernelShares = defaultShares(pool.factors.length),
  between: readonly (Float64Array | null)[] = [],
): Similarity {
  const width = pool.factors.length;
  const { levels } = pool;
  const value = (same: (f: number) => number, identical: boolean) => {
    let sum = identical ? shares.nugget : 0;
    for (let f = 0; f < width; f++) {
      sum += shares.main[f] * same(f);
      for (let g = f + 1; g < width; g++) sum += shares.pair * same(f) * same(g);
    }
    return sum;
  };
  const scale = value(() => 1, true) || 1;
  const effects: Effects = {
    pool,
    shares: {
      main: shares.main.map((share) => share / scale),
      pair: shares.pair / scale,
      nugget: shares.nugget / scale,
    },
    between,
  };
  if (between.some((table) => table !== null)) {
    const withTables = (i: number, j: number) => {
      let identical = true;
      const same = (f: number) => {
        const [a, b] = [levels[i * width + f], levels[j * width + f]];
        if (a === b) return 1;
        return between[f]?.[a * pool.factors[f].levels.length + b] ?? 0;
      };
      for (let f = 0; f < width && identical; f++) identical = levels[i * width + f] === levels[j * width + f];
      return value(same, identical) / scale;
    };
    return Object.assign(withTables, { effects });
  }
  const all = (1 << width) - 1;
  const table = Float64Array.from(
    { length: all + 1 },
    (_, mask) => value((f) => (mask >> f) & 1, mask === all) / scale,
  );
  const oneHot = (i: number, j: number) => {
    let mask = 0;
    for (let f = 0, a = i * width, b = j * width; f < width; f++) if (levels[a + f] === levels[b + f]) mask |= 1 << f;
    return table[mask];
  };
  const row: PairwiseRow = (i, others, from, to, out) => {
    const a = i * width;
    for (let at = from; at < to; at++) {
      const b = others[at] * width;
      let mask = 0;
      for (let f = 0; f < width; f++) if (levels[a + f] === levels[b + f]) mask |= 1 << f;
      out[at - from] = table[mask];
    }
  };
  return Object.assign(oneHot, { effects, row });
}

/** Distance a positive semi-definite similarity with unit diagonal induces: √(2 − 2s). */
export function similarityDistance(similarity: Similarity): Pairwise {
  const away = (alike: number) => Math.sqrt(Math.max(0, 2 - 2 * alike));
  const one = (i: number, j: number) => away(similarity(i, j));
  const { row: alikeRow } = similarity;
  if (!alikeRow) return one;
  const row: PairwiseRow = (i, others, from, to, out) => {
    alikeRow(i, others, from, to, out);
    for (let at = 0; at < to - from; at++) out[at] = away(out[at]);
  };
  return Object.assign(one, { row });
}
