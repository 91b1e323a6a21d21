import { eq } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { programs } from '@/db/schema/programs';
import { type EvidenceTerms, ProgramSettings } from '@/server/core/program/schema';
import type { ProgramContext } from '../context';

/** Sets what the evidence is held against: minimum worth, budget, target, and what work takes. Fields left out stay. */
export async function setTerms(ctx: ProgramContext, terms: EvidenceTerms): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(programs).where(eq(programs.id, ctx.scope.programId)).for('update');
    const settings = ProgramSettings.parse({ ...row.settings, ...terms });
    await tx.update(programs).set({ settings }).where(eq(programs.id, ctx.scope.programId));
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'evaluations.terms',
      details: { ...terms },
    });
    await insertEvent(tx, ctx.scope, 'program');
  });
}
