import postgres from 'postgres';

/** PostgreSQL's own thresholds: so many rows and such a share of the table (autovacuum_vacuum_*, autovacuum_analyze_*). */
const ROWS = 50;
const DEAD_SHARE = 0.2;
const CHANGED_SHARE = 0.1;
const EVERY_MS = 30_000;

/**
 * What autovacuum does in a PostgreSQL and nobody in an embedded one, as one more client of `socket`: without it every
 * reading of a busy table goes past all rows it ever had. Looks every half minute until the process ends.
 */
export function startUpkeep(socket: string): void {
  const sql = postgres({ path: socket, username: 'postgres', database: 'postgres', max: 1, onnotice: () => {} });
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    // What cannot be done now is done at the next look.
    await keepUp(sql).catch(() => {});
    busy = false;
  };
  setInterval(look, EVERY_MS).unref();
}

/** Vacuums tables with many dead rows and analyses those with many changes, one statement each. Returns what it did. */
export async function keepUp(sql: postgres.Sql): Promise<{ table: string; vacuumed: boolean }[]> {
  const worn = await sql<{ table: string; vacuumed: boolean }[]>`
    select format('%I.%I', schemaname, relname) as "table", n_dead_tup > ${ROWS} + ${DEAD_SHARE}::float8 * n_live_tup as vacuumed
    from pg_stat_user_tables
    where n_dead_tup > ${ROWS} + ${DEAD_SHARE}::float8 * n_live_tup or n_mod_since_analyze > ${ROWS} + ${CHANGED_SHARE}::float8 * n_live_tup
    order by relid`;
  for (const { table, vacuumed } of worn) await sql.unsafe(vacuumed ? `vacuum (analyze) ${table}` : `analyze ${table}`);
  return [...worn];
}
