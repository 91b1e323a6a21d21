import { DomainError } from '../errors';
import { median } from '../numeric/quantile';

/** How far the embeddings of a factor's levels lie apart: squared Euclidean distances, count × count. */
export interface LevelDistances {
  readonly count: number;
  readonly squares: Float64Array;
}

/**
 * Distances between the levels of a factor from their embeddings, one per level in order. Null where a level has none
 * or all are the same: levels are then only equal or different. O(count² · length). Throws DomainError invalid for
 * embeddings of different lengths or with values that are not finite.
 */
export function levelDistances(embeddings: readonly (readonly number[] | null)[]): LevelDistances | null {
  const known = embeddings.flatMap((embedding) => (embedding ? [embedding] : []));
  if (known.length < embeddings.length || known.length < 2) return null;
  const [{ length }] = known;
  if (length === 0 || known.some((embedding) => embedding.length !== length || !embedding.every(Number.isFinite)))
    throw new DomainError('invalid', 'The levels of one factor need embeddings of one length, of finite numbers.');
  const count = known.length;
  const squares = new Float64Array(count * count);
  for (let a = 0; a < count; a++)
    for (let b = 0; b < a; b++) {
      const square = known[a].reduce((sum, value, d) => sum + (value - known[b][d]) ** 2, 0);
      squares[a * count + b] = square;
      squares[b * count + a] = square;
    }
  return squares.some((square) => square > 0) ? { count, squares } : null;
}

/** The reach a priori: the median distance between two different levels. */
export function usualReach({ squares }: LevelDistances): number {
  return Math.sqrt(median(Array.from(squares).filter((square) => square > 0)));
}

/** exp(−d²/2r²) of two different levels within `reach` r; 0 for a level without an embedding. Null for plain factors. */
export function levelLikeness(
  distances: LevelDistances | null,
  reach: number | null,
): ((a: number, b: number) => number) | null {
  if (!distances || reach === null) return null;
  const { count } = distances;
  const alike = distances.squares.map((square) => Math.exp(-square / (2 * reach * reach)));
  return (a, b) => (a >= 0 && b >= 0 && a < count && b < count ? alike[a * count + b] : 0);
}
