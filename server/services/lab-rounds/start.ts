import { insertLabRound } from '@/db/queries/lab-rounds';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Has the simulated lab work off the open round and open the next; the worker does it. Throws DomainError conflict with why it cannot. */
export async function startLabRound(ctx: ProgramContext): Promise<{ labRoundId: number }> {
  const why = await ctx.lab.whyNoRound(ctx.scope.slug);
  if (why !== null) throw new DomainError('conflict', why);
  const labRoundId = await ctx.db.transaction(async (tx) => {
    const id = await insertLabRound(tx, ctx.scope, ctx.actor.personId);
    if (id === undefined)
      throw new DomainError('conflict', 'The lab is working a round off already. Wait until it is done.');
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action: 'lab-rounds.start', subject: String(id) });
    await insertEvent(tx, ctx.scope, 'experiment', id);
    return id;
  });
  const payload = { programId: ctx.scope.programId, labRoundId };
  await ctx.queue.enqueue('run-lab-round', payload, `lab-round-${labRoundId}`);
  return { labRoundId };
}
