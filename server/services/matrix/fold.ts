import { factorsOf } from '@/db/queries/matrix';
import { pairCounts } from '@/db/queries/matrix-pages';
import { latestPairs } from '@/db/queries/matrix-scores';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** One cell of the folded matrix. `mean` and `sd` are null where nothing was scored. */
export interface MatrixCell {
  levelA: number;
  levelB: number;
  configurations: number;
  demonstrations: number;
  rollouts: number;
  /** Configurations with measured scores among those of the cell. */
  measured: number;
  mean: number | null;
  sd: number | null;
}

/** The matrix folded to two factors: counts from the store, scores from the newest finished scoring run's aggregates. */
export async function foldMatrix(ctx: ProgramContext, a: string, b: string): Promise<MatrixCell[]> {
  const factors = await factorsOf(ctx.db, ctx.scope);
  const [first, second] = [a, b].map((key) => factors.find((factor) => factor.key === key));
  if (!first || !second || first === second) {
    throw new DomainError('invalid', 'Choose two different factors of this program.');
  }
  const [counts, scored] = await Promise.all([
    pairCounts(ctx.db, ctx.scope, first.position, second.position),
    latestPairs(ctx.db, ctx.scope),
  ]);
  const byPair = new Map(scored.map((pair) => [pairKey(pair.levelA, pair.levelB), pair]));
  return counts.map((cell) => {
    const score = byPair.get(pairKey(cell.levelA, cell.levelB));
    return { ...cell, measured: score?.measured ?? 0, mean: score?.mean ?? null, sd: score?.sd ?? null };
  });
}

/** The same key whichever of two levels comes first: level ids are unique over all factors. */
function pairKey(a: number, b: number): string {
  return a < b ? `${a}/${b}` : `${b}/${a}`;
}
