import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** Applies the migrations in `drizzle/` that the database does not have yet. */
export async function migrateDatabase(where: { url: string } | { socket: string }): Promise<void> {
  const options = { max: 1, onnotice: () => {} };
  const sql =
    'url' in where
      ? postgres(where.url, options)
      : postgres({ ...options, path: where.socket, username: 'postgres', database: 'postgres' });
  try {
    await migrate(drizzle(sql), { migrationsFolder: 'drizzle' });
  } finally {
    await sql.end();
  }
}
