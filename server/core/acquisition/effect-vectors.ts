import type { Pool } from '../schedule/pool';
import { defaultShares } from './kernel';
import { sharedLevels } from './shared-levels';

/**
 * Configurations as vectors φ_i over effects (levels and pairs of levels) with φ_i·φ_j what they are expected to share,
 * as `anovaSimilarity` with `defaultShares` has it, but for what a configuration shares with itself alone.
 * A vector has F(F + 1)/2 entries that are not zero; matrices are effects × effects, row-major.
 */
export interface EffectVectors {
  /** Number of effects. */
  count: number;
  /** 1 − φ_i·φ_i, the same for all: the configuration itself, and what is not told apart. */
  own: number;
  vector(i: number): Float64Array;
  /** φ_i · vector. */
  along(vector: Float64Array, i: number): number;
  /** matrix + factor·φ_i·φ_iᵀ, in place. */
  addOuter(matrix: Float64Array, i: number, factor: number): void;
  /** φ_iᵀ·matrix·φ_i of every configuration, N. O(N·F⁴). */
  quadratic(matrix: Float64Array): Float64Array;
}

/** The effects of a pool, at most `most` of them: see `sharedLevels`. */
export function effectVectors(pool: Pool, most: number): EffectVectors {
  const { kinds, of, count } = sharedLevels(pool, most);
  const each = kinds.length;
  const shares = defaultShares(pool.factors.length);
  const isPair = (factors: number) => (factors & (factors - 1)) !== 0;
  const scales = kinds.map(({ factors }) => Math.sqrt(isPair(factors) ? shares.pair : shares.main[Math.log2(factors)]));
  return {
    count,
    own: 1 - scales.reduce((sum, scale) => sum + scale * scale, 0),
    vector(i) {
      const out = new Float64Array(count);
      for (let k = 0, at = i * each; k < each; k++) out[of[at + k]] = scales[k];
      return out;
    },
    along(vector, i) {
      let sum = 0;
      for (let k = 0, at = i * each; k < each; k++) sum += scales[k] * vector[of[at + k]];
      return sum;
    },
    addOuter(matrix, i, factor) {
      for (let k = 0, at = i * each; k < each; k++)
        for (let l = 0; l < each; l++) matrix[of[at + k] * count + of[at + l]] += factor * scales[k] * scales[l];
    },
    quadratic: (matrix) =>
      Float64Array.from(pool.room, (_, i) => {
        let sum = 0;
        for (let k = 0, at = i * each; k < each; k++)
          for (let l = 0; l < each; l++) sum += scales[k] * scales[l] * matrix[of[at + k] * count + of[at + l]];
        return sum;
      }),
  };
}
