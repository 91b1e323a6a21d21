import { and, eq } from 'drizzle-orm';
import { membersOf } from '@/db/queries/people';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { memberships } from '@/db/schema/people';
import { DomainError } from '@/server/core/errors';
import type { SetRolesInput } from '@/server/core/people/schema';
import type { ProgramContext } from '../context';

/** Replaces a member's roles; an empty list takes the person out of the program. The last lead cannot be taken away. */
export async function setRoles(ctx: ProgramContext, input: SetRolesInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const members = await membersOf(tx, ctx.scope);
    const person = members.find((member) => member.id === input.personId);
    if (!person) throw new DomainError('not_found', 'That person is not in this program. Invite them first.');
    const otherLead = members.some((member) => member.id !== person.id && member.roles.includes('lead'));
    if (!otherLead && !input.roles.includes('lead')) {
      throw new DomainError('conflict', `${person.name} is the only lead. Make somebody else lead first.`);
    }
    await tx
      .delete(memberships)
      .where(and(eq(memberships.programId, ctx.scope.programId), eq(memberships.personId, input.personId)));
    if (input.roles.length) {
      await tx
        .insert(memberships)
        .values(input.roles.map((role) => ({ personId: input.personId, programId: ctx.scope.programId, role })));
    }
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'people.roles',
      subject: person.name,
      details: { roles: input.roles },
    });
    await insertEvent(tx, ctx.scope, 'people', input.personId);
  });
}
