import { and, eq, sql } from 'drizzle-orm';
import { factorsOf } from '@/db/queries/matrix';
import { insertAudit } from '@/db/queries/record';
import { levels } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { AddLevelsInput } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';
import { checkMatrixSize, extendMatrix } from './extend';

/** Adds levels to a factor and their combinations to the matrix. A name that is there already (whatever its case) is refused. */
export async function addLevels(ctx: ProgramContext, input: AddLevelsInput): Promise<{ configurations: number }> {
  const factors = await factorsOf(ctx.db, ctx.scope);
  const factor = factors.find((row) => row.key === input.factor);
  if (!factor) throw new DomainError('not_found', `There is no factor "${input.factor}" in this program.`);
  const names = new Set(factor.levels.map((level) => level.name.toLowerCase()));
  for (const level of input.levels) {
    const key = level.name.toLowerCase();
    if (names.has(key)) throw new DomainError('conflict', `${factor.name} already has the level "${level.name}".`);
    names.add(key);
  }
  checkMatrixSize(factors.map((row) => row.levels.length + (row.id === factor.id ? input.levels.length : 0)));
  await ctx.db.transaction(async (tx) => {
    const [last] = await tx
      .select({ position: sql<number>`coalesce(max(${levels.position}), -1)::int` })
      .from(levels)
      .where(and(eq(levels.programId, ctx.scope.programId), eq(levels.factorId, factor.id)));
    await tx.insert(levels).values(
      input.levels.map((level, index) => ({
        programId: ctx.scope.programId,
        factorId: factor.id,
        position: last.position + 1 + index,
        ...level,
      })),
    );
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.add-levels',
      subject: factor.key,
      details: { levels: input.levels.map((level) => level.name) },
    });
  });
  return extendMatrix(ctx);
}
