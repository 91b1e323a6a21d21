import { personByName } from '@/db/queries/people';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { memberships, people } from '@/db/schema/people';
import type { InviteInput } from '@/server/core/people/schema';
import type { ProgramContext } from '../context';

/** Gives a person roles in the program, making the person if new; the password is returned once, null for a known person. */
export async function invite(
  ctx: ProgramContext,
  input: InviteInput,
): Promise<{ personId: number; password: string | null }> {
  const known = await personByName(ctx.db, input.name);
  const password = known ? null : (input.password ?? ctx.secrets.random(9));
  const passwordHash = password ? await ctx.passwords.hash(password) : '';
  return ctx.db.transaction(async (tx) => {
    const personId =
      known?.id ??
      (await tx.insert(people).values({ name: input.name, passwordHash }).returning({ id: people.id }))[0].id;
    await tx
      .insert(memberships)
      .values(input.roles.map((role) => ({ personId, programId: ctx.scope.programId, role })))
      .onConflictDoNothing();
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'people.invite',
      subject: input.name,
      details: { roles: input.roles },
    });
    await insertEvent(tx, ctx.scope, 'people', personId);
    return { personId, password };
  });
}
