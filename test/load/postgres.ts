import postgres from 'postgres';

/** A new database on a PostgreSQL, until it is dropped. */
export interface OwnDatabase {
  url: string;
  /** Statements so far and the time spent in them, where the server loads pg_stat_statements. */
  statements(sql: postgres.Sql): Promise<{ calls: number; ms: number } | undefined>;
  drop(): Promise<void>;
}

/** Makes a database for one load run on the PostgreSQL at `url`. */
export async function postgresOf(url: string): Promise<OwnDatabase> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  const name = `rota_load_${process.pid}`;
  await admin`create database ${admin(name)}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    async statements(sql) {
      const loaded = await sql`select 1 where current_setting('shared_preload_libraries') like '%pg_stat_statements%'`;
      if (loaded.length === 0) return undefined;
      await sql`create extension if not exists pg_stat_statements`;
      const [row] = await sql<{ calls: number; ms: number }[]>`
        select sum(s.calls)::float8 as calls, sum(s.total_exec_time + s.total_plan_time)::float8 as ms
        from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = current_database()`;
      return row;
    },
    async drop() {
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}
