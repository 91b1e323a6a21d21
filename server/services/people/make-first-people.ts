import { sql } from 'drizzle-orm';
import { insertAudit } from '@/db/queries/record';
import { people } from '@/db/schema/people';
import { ROLES } from '@/server/core/people/access';
import type { InviteInput } from '@/server/core/people/schema';
import type { Context } from '../context';

/** One demonstration person per role, named like it; as `people` of a new program they get their roles there. */
export const DEMONSTRATION_PEOPLE: readonly InviteInput[] = ROLES.map((role) => ({ name: role, roles: [role] }));

/**
 * Makes the admin of an installation that has no people yet and, with `demonstration`, one person per role, all with
 * generated passwords except a given one for the admin. Returned once, to be printed; empty when there are people.
 */
export async function makeFirstPeople(
  ctx: Context,
  wanted: { adminPassword: string | undefined; demonstration: boolean },
): Promise<{ name: string; password: string }[]> {
  const [{ count }] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(people);
  if (count > 0) return [];
  const names = ['admin', ...(wanted.demonstration ? DEMONSTRATION_PEOPLE.map(({ name }) => name) : [])];
  const made = await Promise.all(
    names.map(async (name) => {
      const isAdmin = name === 'admin';
      const password = (isAdmin && wanted.adminPassword) || ctx.secrets.random(9);
      return { name, isAdmin, password, passwordHash: await ctx.passwords.hash(password) };
    }),
  );
  return ctx.db.transaction(async (tx) => {
    await tx.insert(people).values(made.map(({ name, isAdmin, passwordHash }) => ({ name, isAdmin, passwordHash })));
    await insertAudit(tx, null, { actor: ctx.actor, action: 'people.first', details: { names } });
    return made.map(({ name, password }) => ({ name, password }));
  });
}
