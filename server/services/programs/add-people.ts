import { inArray, sql } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { memberships, people } from '@/db/schema/people';
import type { Role } from '@/server/core/people/access';

/** Somebody to bring in; the password counts only for a person who is new. */
export interface Newcomer {
  name: string;
  roles: readonly Role[];
  password: string;
  passwordHash: string;
}

/** Gives people roles in a program, making those nobody knew yet, whatever the case of their names. Returns the passwords of the new ones. */
export async function addPeople(
  tx: Db,
  programId: number,
  newcomers: readonly Newcomer[],
): Promise<{ name: string; password: string }[]> {
  if (newcomers.length === 0) return [];
  const names = newcomers.map((person) => person.name.toLowerCase());
  const known = await tx
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(sql`lower(${people.name})`, names));
  const ids = new Map(known.map((row) => [row.name.toLowerCase(), row.id]));
  const passwords: { name: string; password: string }[] = [];
  for (const { name, roles, password, passwordHash } of newcomers) {
    const key = name.toLowerCase();
    let personId = ids.get(key);
    if (personId === undefined) {
      const [row] = await tx.insert(people).values({ name, passwordHash }).returning({ id: people.id });
      personId = row.id;
      ids.set(key, personId);
      passwords.push({ name, password });
    }
    const rows = roles.map((role) => ({ personId, programId, role }));
    await tx.insert(memberships).values(rows).onConflictDoNothing();
  }
  return passwords;
}
