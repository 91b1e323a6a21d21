import type { Similarity } from '../acquisition/kernel';
import type { Pool } from './pool';
import type { ProposedBlock } from './schema';

/** Blocks of a batch, as far as its figures need them. */
type Block = Pick<ProposedBlock, 'index' | 'demonstrations'>;

/**
 * How different the demonstrations of a batch are: 1 − the mean similarity over all pairs of them, 0 when all are of one
 * configuration; null below two demonstrations. O(blocks²).
 */
export function batchDiversity(blocks: readonly Block[], similarity: Similarity): number | null {
  let alike = 0;
  let total = 0;
  for (const [at, { index, demonstrations }] of blocks.entries()) {
    total += demonstrations;
    alike += (demonstrations * (demonstrations - 1)) / 2;
    for (let before = 0; before < at; before++)
      alike += demonstrations * blocks[before].demonstrations * similarity(index, blocks[before].index);
  }
  return total > 1 ? 1 - alike / ((total * (total - 1)) / 2) : null;
}

/** Mean score over the demonstrations of a batch; null without scores or demonstrations. */
export function meanScoreOf(blocks: readonly Block[], scores: ArrayLike<number> | null): number | null {
  const total = demonstrationsOf(blocks);
  if (!scores || total === 0) return null;
  return blocks.reduce((sum, { index, demonstrations }) => sum + demonstrations * scores[index], 0) / total;
}

/** Share (0 to 1) of the demonstrations of `other` that `blocks` asks for too, configuration by configuration. */
export function sharedWith(blocks: readonly Block[], other: readonly Block[]): number {
  const left = countsOf(blocks);
  const total = demonstrationsOf(other);
  let shared = 0;
  for (const [index, demonstrations] of countsOf(other)) shared += Math.min(demonstrations, left.get(index) ?? 0);
  return total > 0 ? shared / total : 0;
}

/** The largest share (0 to 1) that one level of factor `f` has in the batch; 0 without demonstrations. */
export function largestShareOf(blocks: readonly Block[], pool: Pool, f: number): number {
  const counts = pool.factors[f].levels.map(() => 0);
  for (const { index, demonstrations } of blocks)
    counts[pool.levels[index * pool.factors.length + f]] += demonstrations;
  return Math.max(0, ...counts) / Math.max(1, demonstrationsOf(blocks));
}

function demonstrationsOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.demonstrations, 0);
}

function countsOf(blocks: readonly Block[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { index, demonstrations } of blocks) counts.set(index, (counts.get(index) ?? 0) + demonstrations);
  return counts;
}
