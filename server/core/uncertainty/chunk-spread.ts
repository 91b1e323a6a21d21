import { assertFinite } from '../numeric/finite';

/** Every classical measure of spread between members at one decision step. */
export interface ChunkSpread {
  /** Mean over pairs of ‖zₘ − zₘ′‖₂. */
  readonly pairwise: number;
  /** Mean over pairs of ‖zₘ − zₘ′‖₂², which equals 2 × `sampleVariance`. */
  readonly pairwiseSquared: number;
  /** Σ over coordinates of the variance with divisor M. */
  readonly populationVariance: number;
  /** Σ over coordinates of the variance with divisor M − 1. */
  readonly sampleVariance: number;
  /** √(populationVariance / coordinates). */
  readonly rms: number;
  /** Mean over coordinates of the population std (query by committee for regressors). */
  readonly committeeStd: number;
}

/**
 * Spread of the members' chunks at one step, in double precision and without moments: the plain definitions, to check
 * the cached path against and for other people's vectors. `chunks` holds one [horizon · dims] chunk per member,
 * `std` the scale per dimension. Null for fewer than two members. O(M² · horizon · dims). Algorithm: Lakshminarayanan
 * et al. 2017 for the variance, Burbidge et al. 2007 for the committee. Throws DomainError invalid for a value that is not finite.
 */
export function chunkSpread(chunks: readonly ArrayLike<number>[], std: ArrayLike<number>): ChunkSpread | null {
  const members = chunks.length;
  if (members < 2) return null;
  for (const chunk of chunks) assertFinite(chunk, 'A predicted chunk');
  const size = chunks[0].length;
  const z = chunks.map((chunk) => Float64Array.from(chunk, (value, j) => value / std[j % std.length]));

  let pairwise = 0;
  let pairwiseSquared = 0;
  for (let m = 0; m < members; m++)
    for (let other = m + 1; other < members; other++) {
      let squares = 0;
      for (let j = 0; j < size; j++) squares += (z[m][j] - z[other][j]) ** 2;
      pairwise += Math.sqrt(squares);
      pairwiseSquared += squares;
    }

  let populationVariance = 0;
  let committeeStd = 0;
  for (let j = 0; j < size; j++) {
    let centre = 0;
    for (const chunk of z) centre += chunk[j] / members;
    let squares = 0;
    for (const chunk of z) squares += (chunk[j] - centre) ** 2;
    populationVariance += squares / members;
    committeeStd += Math.sqrt(squares / members) / size;
  }
  const pairs = (members * (members - 1)) / 2;
  return {
    pairwise: pairwise / pairs,
    pairwiseSquared: pairwiseSquared / pairs,
    populationVariance,
    sampleVariance: (populationVariance * members) / (members - 1),
    rms: Math.sqrt(populationVariance / size),
    committeeStd,
  };
}
