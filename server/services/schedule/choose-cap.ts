import { factorsOf } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { capChoices } from '@/db/schema/programs';
import { DomainError } from '@/server/core/errors';
import type { CapChoice } from '@/server/core/program/schema';
import type { ProgramContext } from '../context';

/** Records a lead's standing choice for one cap, with name and date; it holds from the next proposal on. */
export async function chooseCap(ctx: ProgramContext, choice: CapChoice): Promise<void> {
  const factors = await factorsOf(ctx.db, ctx.scope);
  if (choice.subject !== 'configuration' && !factors.some((factor) => factor.key === choice.subject)) {
    throw new DomainError('not_found', `There is no factor "${choice.subject}" in this program.`);
  }
  await ctx.db.transaction(async (tx) => {
    await tx.insert(capChoices).values({
      programId: ctx.scope.programId,
      subject: choice.subject,
      percent: choice.percent,
      reason: choice.reason,
      chosenBy: ctx.actor.personId,
      chosenByName: ctx.actor.name,
      chosenAt: ctx.clock.now(),
    });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'program.cap',
      subject: choice.subject,
      details: { ...choice },
    });
    await insertEvent(tx, ctx.scope, 'program');
  });
}
