import { insertAudit, insertEvent } from '@/db/queries/record';
import { safetyRules } from '@/db/schema/matrix';
import type { SafetyRuleInput } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';
import { levelIdsOf } from './patterns';

/** From now on no configuration with these levels is scheduled. */
export async function addSafetyRule(ctx: ProgramContext, input: SafetyRuleInput): Promise<{ id: number }> {
  const levelIds = await levelIdsOf(ctx, input.levels);
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(safetyRules)
      .values({ programId: ctx.scope.programId, levelIds, reason: input.reason, createdBy: ctx.actor.personId })
      .returning({ id: safetyRules.id });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.safety-rule',
      details: { ...input },
    });
    await insertEvent(tx, ctx.scope, 'matrix');
    return row;
  });
}
