import { probePlansOf, rolloutProgress } from '@/db/queries/rollout-plans';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Every plan of probe rollouts, newest first, with what was drawn, how it covers each level and how far it is. */
export async function probePlans(ctx: ProgramContext, id?: number) {
  const [plans, progressOf] = await Promise.all([
    probePlansOf(ctx.db, ctx.scope, id),
    rolloutProgress(ctx.db, ctx.scope, 'probePlan'),
  ]);
  return plans.map(({ configurationIds, ...plan }) => ({
    ...plan,
    configurations: configurationIds.length,
    configurationIds,
    progress: progressOf(plan.id),
  }));
}

/** One plan of probe rollouts. Throws not_found. */
export async function probePlan(ctx: ProgramContext, id: number) {
  const [plan] = await probePlans(ctx, id);
  if (!plan) throw new DomainError('not_found', `There is no probe plan ${id} in this program.`);
  return plan;
}
