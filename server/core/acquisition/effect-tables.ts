import type { Effects } from './kernel';

/**
 * Σ_s c_s·k(i, j_s) for a kernel that is a sum of effects of levels, as one table per pair of factors, main effects
 * folded in: F(F−1)/2 look-ups an item, however many terms the sum has.
 */
export interface EffectTables {
  /** Numbers in one table. */
  readonly cells: number;
  /** Adds coefficient·k(·, j) to the table that begins at `from`, but for what a configuration shares with itself alone. */
  add(table: Float64Array, from: number, j: number, coefficient: number): void;
  /** Writes the places of item `i` in a table; returns how many. */
  places(i: number, into: Int32Array): number;
}

/** Tables for a pool of two or more factors; null for one factor, and where one table would have more than `most` cells. */
export function effectTables({ pool, shares, between }: Effects, most: number): EffectTables | null {
  const width = pool.factors.length;
  const sizes = pool.factors.map((factor) => factor.levels.length);
  const pairs: { f: number; g: number; start: number }[] = [];
  let cells = 0;
  for (let f = 0; f < width; f++)
    for (let g = f + 1; g < width; g++) {
      pairs.push({ f, g, start: cells });
      cells += sizes[f] * sizes[g];
    }
  if (pairs.length === 0 || cells > most) return null;
  const { levels } = pool;
  /** Every main effect stands in the first pair that has its factor. */
  const ownMain = pairs.map(({ f, g }) => ({ f: f === 0 && g === 1, g: f === 0 }));

  return {
    cells,
    places(i, into) {
      for (let p = 0; p < pairs.length; p++) {
        const { f, g, start } = pairs[p];
        into[p] = start + levels[i * width + f] * sizes[g] + levels[i * width + g];
      }
      return pairs.length;
    },
    add(table, from, j, coefficient) {
      for (let p = 0; p < pairs.length; p++) {
        const { f, g, start } = pairs[p];
        const a = levels[j * width + f];
        const b = levels[j * width + g];
        const alikeF = between[f];
        const alikeG = between[g];
        const mainF = ownMain[p].f ? shares.main[f] : 0;
        const mainG = ownMain[p].g ? shares.main[g] : 0;
        const origin = from + start;
        if (!alikeF && !alikeG) {
          table[origin + a * sizes[g] + b] += coefficient * shares.pair;
          if (mainF) for (let m = 0; m < sizes[g]; m++) table[origin + a * sizes[g] + m] += coefficient * mainF;
          if (mainG) for (let l = 0; l < sizes[f]; l++) table[origin + l * sizes[g] + b] += coefficient * mainG;
          continue;
        }
        for (let l = 0; l < sizes[f]; l++)
          for (let m = 0; m < sizes[g]; m++) {
            const x = l === a ? 1 : (alikeF?.[l * sizes[f] + a] ?? 0);
            const y = m === b ? 1 : (alikeG?.[m * sizes[g] + b] ?? 0);
            table[origin + l * sizes[g] + m] += coefficient * (shares.pair * x * y + mainF * x + mainG * y);
          }
      }
    },
  };
}
