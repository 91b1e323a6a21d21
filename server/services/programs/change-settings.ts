import { eq } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { programs } from '@/db/schema/programs';
import { ProgramSettings } from '@/server/core/program/schema';
import type { ProgramContext } from '../context';

/** Changes some of the program's settings, audited as `action`; those left out stay. */
export async function changeSettings(
  ctx: ProgramContext,
  changes: Partial<ProgramSettings>,
  action: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(programs).where(eq(programs.id, ctx.scope.programId)).for('update');
    const settings = ProgramSettings.parse({ ...row.settings, ...changes });
    await tx.update(programs).set({ settings }).where(eq(programs.id, ctx.scope.programId));
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action, details: { ...changes } });
    await insertEvent(tx, ctx.scope, 'program');
  });
}
