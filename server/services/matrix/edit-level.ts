import { and, eq, ne, sql } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { levels } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { EditLevelInput } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';

/** Changes a level's name, instruction, set-up note and quantity; its configurations and history stay. Throws conflict for a name the factor has already. */
export async function editLevel(ctx: ProgramContext, input: EditLevelInput): Promise<void> {
  const { levelId, name, instruction, setupNote, quantity } = input;
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(levels)
      .where(and(eq(levels.programId, ctx.scope.programId), eq(levels.id, levelId)));
    if (!before) throw new DomainError('not_found', 'There is no such level in this program.');
    const [twin] = await tx
      .select({ name: levels.name })
      .from(levels)
      .where(
        and(eq(levels.factorId, before.factorId), ne(levels.id, levelId), sql`lower(${levels.name}) = lower(${name})`),
      );
    if (twin) throw new DomainError('conflict', `This factor already has the level "${twin.name}".`);
    await tx.update(levels).set({ name, instruction, setupNote, quantity }).where(eq(levels.id, levelId));
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.edit-level',
      subject: before.name,
      details: { name, instruction, setupNote, quantity },
    });
    await insertEvent(tx, ctx.scope, 'matrix');
  });
}
