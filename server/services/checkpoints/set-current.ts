import { markCurrent } from '@/db/queries/checkpoints';
import { insertAudit, insertEvent } from '@/db/queries/record';
import type { ProgramContext } from '../context';
import { checkpointOf } from './show-checkpoint';

/** Marks one checkpoint as the current one and unmarks the other. Throws DomainError not_found. */
export async function setCurrent(ctx: ProgramContext, checkpointId: number): Promise<void> {
  const { name } = await checkpointOf(ctx, checkpointId);
  await ctx.db.transaction(async (tx) => {
    await markCurrent(tx, ctx.scope, checkpointId);
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action: 'checkpoints.set-current', subject: name });
    await insertEvent(tx, ctx.scope, 'checkpoint', checkpointId);
  });
}
