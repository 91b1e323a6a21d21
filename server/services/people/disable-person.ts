import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { insertAudit } from '@/db/queries/record';
import { people } from '@/db/schema/people';
import { DomainError } from '@/server/core/errors';
import type { Context } from '../context';

/** Keeps a person out of the installation, or lets them in again; roles and history stay. The last admin cannot be disabled, nor can one disable oneself. */
export async function disablePerson(ctx: Context, input: { personId: number; disabled: boolean }): Promise<void> {
  const { personId, disabled } = input;
  if (disabled && personId === ctx.actor.personId) {
    throw new DomainError('conflict', 'You cannot disable yourself. Ask another admin.');
  }
  await ctx.db.transaction(async (tx) => {
    const [person] = await tx.select().from(people).where(eq(people.id, personId)).for('update');
    if (!person) throw new DomainError('not_found', 'There is no such person here.');
    const otherAdmins = await tx
      .select({ id: people.id })
      .from(people)
      .where(and(ne(people.id, personId), eq(people.isAdmin, true), isNull(people.disabledAt)))
      .limit(1);
    if (disabled && person.isAdmin && otherAdmins.length === 0) {
      throw new DomainError('conflict', `${person.name} is the only admin. Make somebody else admin first.`);
    }
    await tx
      .update(people)
      .set({ disabledAt: disabled ? ctx.clock.now() : null, epoch: sql`${people.epoch} + 1` })
      .where(eq(people.id, personId));
    await insertAudit(tx, null, {
      actor: ctx.actor,
      action: disabled ? 'people.disable' : 'people.enable',
      subject: person.name,
    });
  });
}
