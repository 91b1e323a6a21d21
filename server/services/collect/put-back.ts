import { lockedAssignment, setAssignmentState } from '@/db/queries/assignments';
import { endClaim } from '@/db/queries/claims';
import { insertEvent } from '@/db/queries/record';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/** Puts an assignment back in the queue: its holder gives it up, or a lead frees a blocked, skipped or claimed one. */
export async function putBack(ctx: ProgramContext, assignmentId: number): Promise<void> {
  const freed = await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const row = await lockedAssignment(tx, ctx.scope, assignmentId);
    if (!row) throw new DomainError('not_found', 'There is no such assignment in this program.');
    const lead = ctx.actor.admin || ctx.roles.includes('lead');
    if (!lead && row.claimedBy !== ctx.actor.personId) {
      throw new DomainError('forbidden', 'Somebody else holds this assignment. Ask the lead to free it.');
    }
    if (row.state === 'done') throw new DomainError('conflict', 'This assignment is done already.');
    await endClaim(tx, ctx.scope, assignmentId, 'given back', now);
    await setAssignmentState(tx, ctx.scope, assignmentId, 'queued', null, now);
    await insertEvent(tx, ctx.scope, 'assignment', assignmentId);
    return row.state === 'blocked';
  });
  if (freed) await remakePlan(ctx);
}
