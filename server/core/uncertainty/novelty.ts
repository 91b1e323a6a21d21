import { DomainError } from '../errors';
import { assertFinite } from '../numeric/finite';
import type { Feature } from '../recording/source';
import type { ScoringForm } from './schema';

/** Name of the signal. */
export const NOVELTY = 'novelty';

/** Whether a form scores by novelty or sets a bound on it; otherwise nobody has to measure it. */
export const asksForNovelty = ({ signals, only }: Pick<ScoringForm, 'signals' | 'only'>): boolean =>
  [...signals, ...only].some(({ signal }) => signal === NOVELTY);

const EMBEDDING = /embeddings?$/i;

/** The features that hold an embedding of each frame: readable vectors of floats whose names end in "embedding", by name. */
export function embeddingsOf(features: readonly Feature[]): { name: string; dims: number }[] {
  return features
    .filter((f) => EMBEDDING.test(f.name) && f.readable && f.dtype.startsWith('float') && f.shape.length === 1)
    .map(({ name, shape }) => ({ name, dims: shape[0] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The embedding of an episode: the mean over its frames (row-major, `dims` wide), `dims` numbers. */
export function meanEmbedding(frames: ArrayLike<number>, dims: number): Float64Array {
  const mean = new Float64Array(dims);
  for (let at = 0; at < frames.length; at++) mean[at % dims] += (frames[at] * dims) / frames.length;
  return mean;
}

/** How new an episode is compared with those trained on. */
export interface Novelty {
  /** 1 − cosine similarity to the nearest training episode: 0 = same direction, 1 = unrelated, 2 = opposite. */
  readonly distance: number;
  /** Index of that episode, the first of equals. */
  readonly nearest: number;
}

/** `embeddings` (row-major, `dims` wide) with every row at length 1; a zero row stays zero. */
function unitRows(embeddings: ArrayLike<number>, dims: number): Float64Array {
  const rows = Float64Array.from(embeddings);
  for (let at = 0; at < rows.length; at += dims) {
    const row = rows.subarray(at, at + dims);
    const length = Math.hypot(...row);
    if (length > 0) for (let d = 0; d < dims; d++) row[d] /= length;
  }
  return rows;
}

/**
 * Cosine distance of every query to its nearest training episode; both row-major, `dims` wide. A zero embedding is
 * unrelated to everything (distance 1). Null without training episodes.
 * O(queries · trained · dims). Throws DomainError invalid when an embedding is not finite or does not fit `dims`.
 */
export function noveltyOf(queries: ArrayLike<number>, trained: ArrayLike<number>, dims: number): Novelty[] | null {
  for (const values of [queries, trained]) {
    if (!Number.isInteger(dims) || dims < 1 || values.length % dims !== 0)
      throw new DomainError('invalid', `${values.length} embedding values do not divide into rows of ${dims}.`);
    assertFinite(values, 'An embedding');
  }
  if (trained.length === 0) return null;
  const [from, to] = [unitRows(queries, dims), unitRows(trained, dims)];
  return Array.from({ length: from.length / dims }, (_, q) => {
    let best = Number.NEGATIVE_INFINITY;
    let nearest = 0;
    for (let t = 0; t * dims < to.length; t++) {
      let similarity = 0;
      for (let d = 0, a = q * dims, b = t * dims; d < dims; d++) similarity += from[a++] * to[b++];
      if (similarity > best) [best, nearest] = [similarity, t];
    }
    return { distance: Math.min(2, Math.max(0, 1 - best)), nearest };
  });
}
