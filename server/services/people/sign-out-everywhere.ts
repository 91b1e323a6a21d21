import { eq, sql } from 'drizzle-orm';
import { insertAudit } from '@/db/queries/record';
import { people } from '@/db/schema/people';
import { DomainError } from '@/server/core/errors';
import type { Context } from '../context';

/** Ends every session of the acting person, this one included. */
export async function signOutEverywhere(ctx: Context): Promise<void> {
  const { personId } = ctx.actor;
  if (personId === null) throw new DomainError('invalid', 'A token has no sessions. Revoke the token instead.');
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(people)
      .set({ epoch: sql`${people.epoch} + 1` })
      .where(eq(people.id, personId));
    await insertAudit(tx, null, { actor: ctx.actor, action: 'people.sign-out-everywhere' });
  });
}
