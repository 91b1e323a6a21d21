import { eq, sql } from 'drizzle-orm';
import { insertAudit } from '@/db/queries/record';
import { people } from '@/db/schema/people';
import { DomainError } from '@/server/core/errors';
import type { Context } from '../context';

/** Ends every session of a person at once. Throws DomainError not_found. */
export async function endSessions(ctx: Context, personId: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(people)
      .set({ epoch: sql`${people.epoch} + 1` })
      .where(eq(people.id, personId))
      .returning({ name: people.name });
    if (!row) throw new DomainError('not_found', 'There is no such person here.');
    await insertAudit(tx, null, { actor: ctx.actor, action: 'people.end-sessions', subject: row.name });
  });
}
