import { applyExclusions, factorsOf, insertCombinations, matrixSize } from '@/db/queries/matrix';
import { insertEvent } from '@/db/queries/record';
import { DomainError } from '@/server/core/errors';
import { productOf, stridesOf } from '@/server/core/matrix/enumerate';
import { MAX_CONFIGURATIONS } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';
import { CHUNK } from './chunks';

/**
 * Brings the matrix up to its factors and levels: every combination that is missing is added, chunk by chunk.
 * Safe to repeat after an interruption. Throws DomainError invalid above a million combinations.
 */
export async function extendMatrix(ctx: ProgramContext): Promise<{ configurations: number }> {
  const factors = await factorsOf(ctx.db, ctx.scope);
  const levelIds = factors.map((factor) => factor.levels.map((level) => level.id));
  const sizes = levelIds.map((ids) => ids.length);
  const total = productOf(sizes);
  checkMatrixSize(sizes);
  const before = await matrixSize(ctx.db, ctx.scope);
  if (before.total < total) {
    const strides = stridesOf(sizes);
    for (let from = 0; from < total; from += CHUNK) {
      await insertCombinations(ctx.db, ctx.scope, levelIds, strides, from, Math.min(total, from + CHUNK));
    }
    const after = await matrixSize(ctx.db, ctx.scope);
    for (let id = before.lastId; id < after.lastId; id += CHUNK) {
      await applyExclusions(ctx.db, ctx.scope, id, Math.min(after.lastId, id + CHUNK));
    }
  }
  await ctx.db.transaction((tx) => insertEvent(tx, ctx.scope, 'matrix'));
  return { configurations: total };
}

/** Refuses a matrix that is too large, before anything is written. */
export function checkMatrixSize(sizes: readonly number[]): void {
  const total = productOf(sizes);
  if (total > MAX_CONFIGURATIONS) {
    throw new DomainError(
      'invalid',
      `${sizes.join(' × ')} levels make ${total.toLocaleString('en')} configurations; the limit is ${MAX_CONFIGURATIONS.toLocaleString('en')}. Merge levels or leave a factor out.`,
    );
  }
}
