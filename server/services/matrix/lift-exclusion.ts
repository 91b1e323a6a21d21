import { and, eq } from 'drizzle-orm';
import { applyExclusions, clearExclusion, exclusionsOf } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { exclusions } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { overConfigurations } from './chunks';

/** Puts what an exclusion removed back into the matrix, unless another exclusion removes it too. Safe to repeat after an interruption. */
export async function liftExclusion(ctx: ProgramContext, exclusionId: number): Promise<void> {
  const exclusion = (await exclusionsOf(ctx.db, ctx.scope)).find((row) => row.id === exclusionId);
  if (!exclusion) throw new DomainError('not_found', 'There is no such exclusion in this program.');
  await overConfigurations(ctx, async (after, upTo) => {
    await clearExclusion(ctx.db, ctx.scope, exclusionId, after, upTo);
    return 0;
  });
  await ctx.db.transaction(async (tx) => {
    await tx
      .delete(exclusions)
      .where(and(eq(exclusions.programId, ctx.scope.programId), eq(exclusions.id, exclusionId)));
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.lift-exclusion',
      details: { levelIds: exclusion.levelIds, reason: exclusion.reason },
    });
  });
  await overConfigurations(ctx, (after, upTo) => applyExclusions(ctx.db, ctx.scope, after, upTo));
  await ctx.db.transaction((tx) => insertEvent(tx, ctx.scope, 'matrix'));
}
