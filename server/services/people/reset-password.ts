import { eq, sql } from 'drizzle-orm';
import { personByName } from '@/db/queries/people';
import { insertAudit } from '@/db/queries/record';
import { people } from '@/db/schema/people';
import { DomainError } from '@/server/core/errors';
import type { Context } from '../context';

/** A new password for a person, returned once; ends all of the person's sessions. Throws DomainError not_found. */
export async function resetPassword(ctx: Context, name: string): Promise<{ name: string; password: string }> {
  const person = await personByName(ctx.db, name);
  if (!person) throw new DomainError('not_found', `There is nobody called "${name}" here.`);
  const password = ctx.secrets.random(9);
  const passwordHash = await ctx.passwords.hash(password);
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(people)
      .set({ passwordHash, epoch: sql`${people.epoch} + 1` })
      .where(eq(people.id, person.id));
    await insertAudit(tx, null, { actor: ctx.actor, action: 'people.reset-password', subject: person.name });
  });
  return { name: person.name, password };
}
