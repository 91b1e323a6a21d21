import { and, eq, isNull } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { plannedEvaluation, withdrawRollouts } from '@/db/queries/rollout-plans';
import { evaluations } from '@/db/schema/evaluations';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/** Gives up an evaluation that is being worked off: nothing more of it is asked for, its trials stay and prove nothing. Throws conflict for one that is not open. */
export async function withdrawEvaluation(ctx: ProgramContext, evaluationId: number): Promise<void> {
  const evaluation = await plannedEvaluation(ctx.db, ctx.scope, evaluationId);
  if (!evaluation) throw new DomainError('not_found', `There is no evaluation ${evaluationId} on a panel here.`);
  if (evaluation.planned === null || evaluation.trials >= evaluation.planned)
    throw new DomainError('conflict', 'This evaluation is complete; only one that is open can be withdrawn.');
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    const withdrawn = await tx
      .update(evaluations)
      .set({ withdrawnAt: now })
      .where(and(eq(evaluations.id, evaluationId), isNull(evaluations.withdrawnAt)))
      .returning({ id: evaluations.id });
    if (withdrawn.length === 0) throw new DomainError('conflict', 'This evaluation is withdrawn already.');
    await withdrawRollouts(tx, ctx.scope, { evaluationId }, now);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'evaluations.withdraw',
      subject: String(evaluationId),
      details: { trials: evaluation.trials, planned: evaluation.planned },
    });
    await insertEvent(tx, ctx.scope, 'evaluation', evaluationId);
    await insertEvent(tx, ctx.scope, 'assignment');
  });
  await remakePlan(ctx);
}
