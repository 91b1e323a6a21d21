import { and, eq } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { levels } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Takes a level out of use, or back in. Its rows and history stay. */
export async function retireLevel(ctx: ProgramContext, input: { levelId: number; retired: boolean }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(levels)
      .set({ retiredAt: input.retired ? ctx.clock.now() : null })
      .where(and(eq(levels.id, input.levelId), eq(levels.programId, ctx.scope.programId)))
      .returning({ name: levels.name });
    if (!row) throw new DomainError('not_found', 'There is no such level in this program.');
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: input.retired ? 'matrix.retire-level' : 'matrix.restore-level',
      subject: row.name,
    });
    await insertEvent(tx, ctx.scope, 'matrix');
  });
}
