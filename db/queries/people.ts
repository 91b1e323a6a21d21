import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Role } from '@/server/core/people/access';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { memberships, people, tokens } from '../schema/people';
import { programs } from '../schema/programs';

/** The person of that name, whatever its case; undefined when there is none or it is disabled. */
export async function personByName(db: Db, name: string) {
  const [row] = await db
    .select()
    .from(people)
    .where(and(sql`lower(${people.name}) = lower(${name})`, isNull(people.disabledAt)));
  return row;
}

export async function personById(db: Db, id: number) {
  const [row] = await db
    .select()
    .from(people)
    .where(and(eq(people.id, id), isNull(people.disabledAt)));
  return row;
}

/** Roles of a person in a program; empty for a stranger. */
export async function rolesOf(db: Db, personId: number, programId: number): Promise<Role[]> {
  const rows = await db
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), eq(memberships.programId, programId)));
  return rows.map((row) => row.role);
}

/** The program of that name unless it is archived, with the roles of a person in it; undefined when there is none. */
export async function programWithRoles(db: Db, slug: string, personId: number | null) {
  const mine = sql`${memberships.programId} = ${programs.id} and ${memberships.personId} = ${personId}::bigint`;
  const [row] = await db
    .select({
      id: programs.id,
      slug: programs.slug,
      roles: sql<Role[]>`array(select ${memberships.role}::text from ${memberships} where ${mine})`,
    })
    .from(programs)
    .where(and(eq(programs.slug, slug), isNull(programs.archivedAt)));
  return row;
}

/** Someone with a role in the program, by name whatever its case; undefined when there is none. */
export async function memberNamed(db: Db, scope: ProgramScope, name: string) {
  const person = await personByName(db, name);
  return person && (await rolesOf(db, person.id, scope.programId)).length > 0 ? person : undefined;
}

/** Gives everybody who has one of `roles` in a program the same in the one with id `toProgramId`. */
export async function copyMembers(
  tx: Db,
  scope: ProgramScope,
  toProgramId: number,
  roles: readonly Role[],
): Promise<void> {
  const rows = await tx
    .select({ personId: memberships.personId, role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.programId, scope.programId), inArray(memberships.role, [...roles])));
  if (rows.length > 0)
    await tx
      .insert(memberships)
      .values(rows.map((row) => ({ ...row, programId: toProgramId })))
      .onConflictDoNothing();
}

/** Everybody in the program, with their roles, by name. */
export async function membersOf(db: Db, scope: ProgramScope) {
  return db
    .select({
      id: people.id,
      name: people.name,
      roles: sql<Role[]>`array_agg(${memberships.role}::text order by ${memberships.role})`,
      disabledAt: people.disabledAt,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(eq(memberships.programId, scope.programId))
    .groupBy(people.id)
    .orderBy(asc(people.name));
}

/** The usable token with that hash. */
export async function tokenByHash(db: Db, hash: string, now: Date) {
  const [row] = await db
    .select()
    .from(tokens)
    .where(
      and(
        eq(tokens.hash, hash),
        isNull(tokens.revokedAt),
        sql`(${tokens.expiresAt} is null or ${tokens.expiresAt} > ${now.toISOString()}::timestamptz)`,
      ),
    );
  return row;
}

/** Notes when a token was last used. */
export async function noteTokenUse(db: Db, id: number, now: Date): Promise<void> {
  await db.update(tokens).set({ lastUsedAt: now }).where(eq(tokens.id, id));
}

/** Tokens of the program, newest first, without their hashes. */
export async function tokensOf(db: Db, scope: ProgramScope) {
  return db
    .select({
      id: tokens.id,
      name: tokens.name,
      scopes: tokens.scopes,
      createdAt: tokens.createdAt,
      lastUsedAt: tokens.lastUsedAt,
      expiresAt: tokens.expiresAt,
      revokedAt: tokens.revokedAt,
    })
    .from(tokens)
    .where(eq(tokens.programId, scope.programId))
    .orderBy(sql`${tokens.id} desc`);
}

/** Every token with the program it is bound to (null for the installation), newest first, without their hashes. */
export async function tokensOfInstallation(db: Db) {
  return db
    .select({
      id: tokens.id,
      name: tokens.name,
      program: programs.slug,
      scopes: tokens.scopes,
      createdAt: tokens.createdAt,
      lastUsedAt: tokens.lastUsedAt,
      expiresAt: tokens.expiresAt,
      revokedAt: tokens.revokedAt,
    })
    .from(tokens)
    .leftJoin(programs, eq(programs.id, tokens.programId))
    .orderBy(sql`${tokens.id} desc`);
}
