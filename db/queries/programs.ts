import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Role } from '@/server/core/people/access';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { memberships } from '../schema/people';
import { capChoices, costs, programs } from '../schema/programs';

/** Programs a person has a role in (with `all` every one, with `onlyId` at most that one), with that person's roles, by name. */
export async function programsFor(db: Db, personId: number | null, all: boolean, onlyId: number | null) {
  const mine = and(eq(memberships.programId, programs.id), eq(memberships.personId, personId ?? -1));
  return db
    .select({
      slug: programs.slug,
      name: programs.name,
      simulation: programs.simulation,
      roles: sql<
        Role[]
      >`coalesce(array_agg(${memberships.role}::text) filter (where ${memberships.role} is not null), '{}')`,
    })
    .from(programs)
    .leftJoin(memberships, mine)
    .where(and(isNull(programs.archivedAt), onlyId === null ? undefined : eq(programs.id, onlyId)))
    .groupBy(programs.id)
    .having(all ? sql`true` : sql`count(${memberships.role}) > 0`)
    .orderBy(asc(programs.name));
}

export async function programOf(db: Db, scope: ProgramScope) {
  const [row] = await db.select().from(programs).where(eq(programs.id, scope.programId));
  return row;
}

/** The standing choice for every cap subject: the newest of each. */
export async function standingCapChoices(db: Db, scope: ProgramScope) {
  const rows = await db
    .select()
    .from(capChoices)
    .where(eq(capChoices.programId, scope.programId))
    .orderBy(asc(capChoices.id));
  return [...new Map(rows.map((row) => [row.subject, row])).values()];
}

/** The cost in force on `day` (YYYY-MM-DD). */
export async function costOn(db: Db, scope: ProgramScope, day: string) {
  const [row] = await db
    .select()
    .from(costs)
    .where(and(eq(costs.programId, scope.programId), sql`${costs.fromDay} <= ${day}`))
    .orderBy(desc(costs.fromDay))
    .limit(1);
  return row;
}
