import { and, eq, ne } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { probePlansOf, withdrawRollouts } from '@/db/queries/rollout-plans';
import { probePlans } from '@/db/schema/rollout-plans';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/** Sets a proposal aside, or takes what is not driven of a published plan out of the queue; rollouts that are there stay. Throws conflict for one that is withdrawn. */
export async function withdrawProbePlan(ctx: ProgramContext, probePlanId: number): Promise<void> {
  const [plan] = await probePlansOf(ctx.db, ctx.scope, probePlanId);
  if (!plan) throw new DomainError('not_found', `There is no probe plan ${probePlanId} in this program.`);
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    const withdrawn = await tx
      .update(probePlans)
      .set({ state: 'withdrawn', withdrawnAt: now })
      .where(and(eq(probePlans.id, probePlanId), ne(probePlans.state, 'withdrawn')))
      .returning({ id: probePlans.id });
    if (withdrawn.length === 0) throw new DomainError('conflict', 'This probe plan is withdrawn already.');
    await withdrawRollouts(tx, ctx.scope, { probePlanId }, now);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'probe-plans.withdraw',
      subject: String(probePlanId),
    });
    await insertEvent(tx, ctx.scope, 'schedule', probePlanId);
  });
  await remakePlan(ctx);
}
