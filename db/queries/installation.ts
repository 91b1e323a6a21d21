import { sql } from 'drizzle-orm';
import type { Db } from '../client';

/** Everybody of the installation by name, with the programs they have roles in. */
export async function everybody(db: Db) {
  const rows = await db.execute<{
    id: number;
    name: string;
    isAdmin: boolean;
    createdAt: string;
    disabledAt: string | null;
    programs: string[];
  }>(sql`
    select p.id::int as id, p.name, p.is_admin as "isAdmin", p.created_at as "createdAt", p.disabled_at as "disabledAt",
      coalesce(array_agg(distinct g.name) filter (where g.id is not null), '{}') as programs
    from people p
    left join memberships m on m.person_id = p.id
    left join programs g on g.id = m.program_id and g.archived_at is null
    group by p.id order by lower(p.name)`);
  return rows.map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    disabledAt: row.disabledAt === null ? null : new Date(row.disabledAt),
  }));
}

/** Every program of the installation by name, with its size and people. */
export async function everyProgram(db: Db) {
  const rows = await db.execute<{
    slug: string;
    name: string;
    simulated: boolean;
    configurations: number;
    people: number;
    episodes: number;
    createdAt: string;
    archived: boolean;
  }>(sql`
    select g.slug, g.name, g.simulation is not null as simulated, g.created_at as "createdAt",
      g.archived_at is not null as archived,
      (select count(*)::int from configurations c where c.program_id = g.id) as configurations,
      (select count(distinct m.person_id)::int from memberships m where m.program_id = g.id) as people,
      (select count(*)::int from episodes e where e.program_id = g.id) as episodes
    from programs g order by lower(g.name)`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** Size of the whole database on its disk, in bytes. */
export async function databaseBytes(db: Db): Promise<number> {
  const [row] = await db.execute<{ bytes: string }>(sql`select pg_database_size(current_database()) as bytes`);
  return Number(row.bytes);
}
