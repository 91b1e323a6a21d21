import { and, asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Role } from '@/server/core/people/access';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { memberships } from '../schema/people';
import { capChoices, costs, programs } from '../schema/programs';
import { CONFIRMED_E } from './recordings';

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

/** Id in addresses of the program that keeps the experiments of `design` for the people of the program `of`; undefined before the first. */
export async function experimentProgram(db: Db, of: string, design: string) {
  const [row] = await db
    .select({ slug: programs.slug })
    .from(programs)
    .where(
      and(
        isNull(programs.archivedAt),
        sql`${programs.simulation} ->> 'experimentsOf' = ${of}`,
        sql`${programs.simulation} ->> 'design' = ${design}`,
      ),
    )
    .orderBy(asc(programs.id))
    .limit(1);
  return row?.slug;
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

/** What the program has cost so far: confirmed demonstrations and rounds, each at the cost in force on its day. Minor units. */
export async function spentOf(db: Db, scope: ProgramScope): Promise<number> {
  const onDay = (column: SQL, day: SQL) => sql`coalesce((select ${column} from costs c
    where c.program_id = ${scope.programId} and c.from_day <= (${day})::date order by c.from_day desc limit 1), 0)`;
  const [row] = await db.execute<{ spent: number }>(sql`
    select (coalesce((select sum(${onDay(sql`c.per_demonstration_minor`, sql`e.created_at`)}) from episodes e
        where e.program_id = ${scope.programId} and ${CONFIRMED_E}), 0)
      + coalesce((select sum(${onDay(sql`c.per_round_minor`, sql`r.opened_at`)}) from rounds r
        where r.program_id = ${scope.programId}), 0))::float8 as spent`);
  return row.spent;
}
