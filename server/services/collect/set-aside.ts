import { lockedAssignment, setAssignmentState } from '@/db/queries/assignments';
import { endClaim } from '@/db/queries/claims';
import { insertAudit, insertEvent } from '@/db/queries/record';
import type { SetAsideInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/**
 * Skips an assignment (it returns to the pool behind the others) or blocks it until a lead frees it; what was logged stays. An
 * operator may do so with what nobody else holds, and a device that had no answer may say it again.
 */
export async function setAside(ctx: ProgramContext, input: SetAsideInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const row = await lockedAssignment(tx, ctx.scope, input.assignmentId);
    if (!row) throw new DomainError('not_found', 'There is no such assignment in this program.');
    const lead = ctx.actor.admin || ctx.roles.includes('lead');
    if (!lead && row.claimedBy !== null && row.claimedBy !== ctx.actor.personId) {
      throw new DomainError('conflict', 'Somebody else holds this assignment now, so it was not put aside.');
    }
    if (row.state === 'done') throw new DomainError('conflict', 'This assignment is done already.');
    if (row.claimedBy === null && row.state === input.how && row.stateReason === input.reason) return;
    await endClaim(tx, ctx.scope, row.id, `${input.how}: ${input.reason}`, now);
    await setAssignmentState(tx, ctx.scope, row.id, input.how, input.reason, now);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: `collect.${input.how}`,
      subject: String(row.id),
      details: { reason: input.reason },
    });
    await insertEvent(tx, ctx.scope, 'assignment', row.id);
  });
  if (input.how === 'blocked') await remakePlan(ctx);
}
