import { and, eq } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { insertRollouts, probePlansOf } from '@/db/queries/rollout-plans';
import { probePlans } from '@/db/schema/rollout-plans';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';
import { drivable, drivingOrder } from './drivable';

/**
 * Publishes a proposed plan: its configurations become assignments of probe rollouts, in an order with few changeovers.
 * What may not be driven any more is left out. Throws conflict unless it is a proposal, infeasible where nothing is left.
 */
export async function publishProbePlan(ctx: ProgramContext, probePlanId: number): Promise<{ assignments: number }> {
  const [plan] = await probePlansOf(ctx.db, ctx.scope, probePlanId);
  if (!plan) throw new DomainError('not_found', `There is no probe plan ${probePlanId} in this program.`);
  if (plan.state !== 'proposed') throw new DomainError('conflict', `This probe plan is ${plan.state} already.`);
  const matrix = await drivable(ctx, plan.request.driveUnknown);
  const indexOf = new Map(Array.from(matrix.ids, (id, i) => [id, i]));
  const drawn = plan.configurationIds.flatMap((id, at) => {
    const index = indexOf.get(id);
    return index !== undefined && matrix.pool.room[index] > 0 ? [{ id, index, random: at < plan.atRandom }] : [];
  });
  if (drawn.length === 0)
    throw new DomainError('infeasible', 'Nothing of this plan may be driven any more. Propose another one.');
  const order = drivingOrder(
    matrix,
    drawn.map(({ index }) => index),
  );
  const now = ctx.clock.now();

  await ctx.db.transaction(async (tx) => {
    const published = await tx
      .update(probePlans)
      .set({ state: 'published', publishedBy: ctx.actor.personId, publishedAt: now })
      .where(and(eq(probePlans.id, probePlanId), eq(probePlans.state, 'proposed')))
      .returning({ id: probePlans.id });
    if (published.length === 0) throw new DomainError('conflict', 'Somebody published or withdrew it meanwhile.');
    const rows = order.map((at) => ({
      configurationId: drawn[at].id,
      wanted: plan.request.rollouts,
      drawn: drawn[at].random ? ('random' as const) : ('coverage' as const),
    }));
    await insertRollouts(tx, ctx.scope, rows, { kind: 'probe_rollout', probePlanId, now });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'probe-plans.publish',
      subject: String(probePlanId),
      details: { assignments: rows.length },
    });
    await insertEvent(tx, ctx.scope, 'schedule', probePlanId);
  });
  await remakePlan(ctx);
  return { assignments: drawn.length };
}
