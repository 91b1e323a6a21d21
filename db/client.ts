import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { prepared } from './prepared';

/** The database or a transaction in it: every query takes either. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

export interface Connection {
  db: Db;
  sql: postgres.Sql;
  close(): Promise<void>;
}

/** Opens a pool to a PostgreSQL by url or by Unix socket. `max` bounds its connections. */
export function connect(where: { url: string } | { socket: string }, max: number): Connection {
  const options = { max, onnotice: () => {}, connect_timeout: 30 };
  const sql =
    'url' in where
      ? postgres(where.url, options)
      : postgres({ ...options, path: where.socket, username: 'postgres', database: 'postgres' });
  return { db: drizzle(prepared(sql), { casing: 'snake_case' }), sql, close: () => sql.end({ timeout: 5 }) };
}
