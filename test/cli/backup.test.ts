import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Connection, connect } from '@/db/client';
import { type EmbeddedDatabase, startEmbedded, stopEmbedded } from '@/db/embedded/start';
import { migrateDatabase } from '@/server/supervisor/migrate';

const home = mkdtempSync(path.join(os.tmpdir(), 'rota-backup-'));
const live = path.join(home, 'live');
let database: EmbeddedDatabase | undefined;
let open: Connection;

beforeAll(async () => {
  database = await startEmbedded(live);
  await migrateDatabase({ socket: database.socket });
  open = connect({ socket: database.socket }, 2);
  mkdirSync(path.join(live, 'artifacts/ab'), { recursive: true });
  writeFileSync(path.join(live, 'artifacts/ab/abcd'), 'an artifact');
  writeFileSync(path.join(live, 'secret'), 'of the sessions');
  mkdirSync(path.join(live, 'import'));
  writeFileSync(path.join(live, 'import/large'), "the team's own");
});
afterAll(async () => {
  await open?.close();
  if (database) await stopEmbedded(database);
});

/** The command as a person on the server types it. */
function rota(dataFolder: string, ...words: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, ROTA_DATA: dataFolder, DATABASE_URL: '', ROTA_SOCKET: undefined };
  return new Promise((resolve) => {
    execFile(process.execPath, ['server/cli/rota.mjs', ...words], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out + err }),
    );
  });
}

/** Names of the people in a data folder's database, in the order they were made. */
async function peopleIn(folder: string): Promise<string[]> {
  const other = await startEmbedded(folder);
  const { sql, close } = connect({ socket: other.socket }, 1);
  try {
    return (await sql`select name from people order by id`).map(({ name }) => name);
  } finally {
    await close();
    await stopEmbedded(other);
  }
}

test('saved while people work and restored elsewhere: everything up to one moment, artifacts included', async () => {
  let made = 0;
  const add = () => open.sql`insert into people (name, password_hash) values (${`person ${++made}`}, 'x')`;
  for (let i = 0; i < 20; i++) await add();
  let working = true;
  const work = (async () => {
    for (; working; await pause(5)) await add();
  })();
  const file = path.join(home, 'whole.tar.gz');
  const before = made;
  const saved = await rota(live, 'backup', file);
  working = false;
  await work;
  expect([saved.code, saved.said]).toEqual([0, expect.stringContaining('MB')]);
  expect(saved.said).toMatch(/copied in \d+\.\d s, in which nobody else was served. Recording went on/);

  const again = path.join(home, 'again');
  expect((await rota(again, 'restore', file)).code).toBe(0);
  const names = await peopleIn(again);
  expect(names.length).toBeGreaterThanOrEqual(before);
  expect(names.length).toBeLessThanOrEqual(made);
  expect(names).toEqual(names.map((_, i) => `person ${i + 1}`));
  expect(readFileSync(path.join(again, 'artifacts/ab/abcd'), 'utf8')).toBe('an artifact');
  expect(readFileSync(path.join(again, 'secret'), 'utf8')).toBe('of the sessions');
  expect(() => readFileSync(path.join(again, 'import/large'))).toThrow();
  // What is restored is an installation like any other.
  const stopped = await rota(again, 'backup', path.join(home, 'stopped.tar.gz'));
  expect([stopped.code, stopped.said]).toEqual([0, expect.not.stringContaining('nobody else was served')]);
  expect((await rota(path.join(home, 'third'), 'restore', path.join(home, 'stopped.tar.gz'))).code).toBe(0);
  expect(await peopleIn(path.join(home, 'third'))).toEqual(names);
});

test('nothing is written over, and what is no backup is refused whole', async () => {
  const file = path.join(home, 'no-backup.tar.gz');
  writeFileSync(file, 'nothing of the kind');
  const target = path.join(home, 'fresh');
  expect(await rota(target, 'restore', file)).toMatchObject({ code: 1, said: expect.stringContaining('tar failed') });
  expect(await rota(live, 'restore', file)).toMatchObject({ code: 2, said: expect.stringContaining('not empty') });
  expect(await rota(live, 'backup', file)).toMatchObject({ code: 2, said: expect.stringContaining('there already') });
  expect(await rota(live, 'backup', path.join(live, 'x.tar.gz'))).toMatchObject({ code: 2 });
  expect(await rota(path.join(home, 'nowhere'), 'backup', path.join(home, 'y'))).toMatchObject({ code: 2 });
  expect(() => readFileSync(target)).toThrow(/ENOENT/);
});
