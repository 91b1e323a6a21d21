import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedDatabase, startEmbedded, stopEmbedded } from '@/db/embedded/start';
import { keepUp } from '@/db/embedded/upkeep';

let folder: string;
let database: EmbeddedDatabase;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rota-upkeep-'));
  database = await startEmbedded(folder);
});

afterAll(async () => {
  await stopEmbedded(database);
  rmSync(folder, { recursive: true, force: true });
});

it('clears a busy table of the rows it had, learns what a new one holds, and leaves the others alone', async () => {
  const sql = postgres({ path: database.socket, username: 'postgres', database: 'postgres', onnotice: () => {} });
  await sql`create table busy (id int primary key, n int not null)`;
  await sql`create table filled (n int not null)`;
  await sql`create table quiet (n int not null)`;
  await sql`insert into busy select i, 0 from generate_series(1, 100) i`;
  await sql`insert into filled select i % 3 from generate_series(1, 1000) i`;
  await sql`insert into quiet select i from generate_series(1, 10) i`;
  for (let i = 0; i < 30; i++) await sql`update busy set n = n + 1`;
  await sql`select pg_stat_force_next_flush()`;
  expect(await keepUp(sql)).toEqual([
    { table: 'public.busy', vacuumed: true },
    { table: 'public.filled', vacuumed: false },
  ]);
  const [left] = await sql`select n_dead_tup::int as dead from pg_stat_user_tables where relname = 'busy'`;
  const [known] = await sql`select n_distinct from pg_stats where tablename = 'filled'`;
  expect([left.dead, known.n_distinct]).toEqual([0, 3]);
  expect(await keepUp(sql)).toEqual([]);
  await sql.end();
});
