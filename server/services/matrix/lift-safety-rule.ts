import { and, eq, isNull } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { safetyRules } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Ends a safety rule; the row stays as history. */
export async function liftSafetyRule(ctx: ProgramContext, ruleId: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(safetyRules)
      .set({ liftedAt: ctx.clock.now(), liftedBy: ctx.actor.personId })
      .where(
        and(eq(safetyRules.id, ruleId), eq(safetyRules.programId, ctx.scope.programId), isNull(safetyRules.liftedAt)),
      )
      .returning({ id: safetyRules.id });
    if (!row) throw new DomainError('not_found', 'There is no such safety rule in force in this program.');
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.lift-safety-rule',
      subject: String(ruleId),
    });
    await insertEvent(tx, ctx.scope, 'matrix');
  });
}
