import { applyExclusions, matrixSize } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { exclusions } from '@/db/schema/matrix';
import type { ExclusionInput } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';
import { levelIdsOf } from './patterns';

/** Takes every configuration with these levels out of the matrix; what was recorded there stays. */
export async function addExclusion(ctx: ProgramContext, input: ExclusionInput): Promise<{ removed: number }> {
  const levelIds = await levelIdsOf(ctx, input.levels);
  return ctx.db.transaction(async (tx) => {
    const before = await matrixSize(tx, ctx.scope);
    await tx
      .insert(exclusions)
      .values({ programId: ctx.scope.programId, levelIds, reason: input.reason, createdBy: ctx.actor.personId });
    await applyExclusions(tx, ctx.scope, 0, before.lastId);
    const after = await matrixSize(tx, ctx.scope);
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action: 'matrix.exclude', details: { ...input } });
    await insertEvent(tx, ctx.scope, 'matrix');
    return { removed: after.excluded - before.excluded };
  });
}
