import type { Similarity } from './kernel';

/** The configuration in `evidence` most similar to `i`, the lowest index among equals; null without evidence. */
export function nearestEvidence(i: number, evidence: readonly number[], similarity: Similarity) {
  let found: { index: number; similarity: number } | null = null;
  for (const index of evidence) {
    const value = similarity(i, index);
    if (!found || value > found.similarity || (value === found.similarity && index < found.index)) {
      found = { index, similarity: value };
    }
  }
  return found;
}
