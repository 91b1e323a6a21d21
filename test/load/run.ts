import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { connect } from '@/db/client';
import { startEmbedded, stopEmbedded } from '@/db/embedded/start';
import { quantile } from '@/server/core/numeric/quantile';
import { migrateDatabase } from '@/server/supervisor/migrate';
import { collectTogether, type Took } from './operators';
import { prepareProgram } from './program';
import { serveHere } from './serve';

/**
 * `npm run load [operators] [seconds] [attempts a second]`: simulated operators claim and log over HTTP on loopback, on
 * an embedded database of its own or, with DATABASE_URL, on a new database of that PostgreSQL, which is dropped after.
 * Prints rate, quantiles and errors, and ends with 1 where an attempt failed or the counts differ.
 */
const [operators, seconds, rate] = [2, 3, 4].map((at, i) => Number(process.argv[at] ?? [200, 120, 50][i]));
const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'rota-load-'));
const database = process.env.DATABASE_URL ? await ofPostgres(process.env.DATABASE_URL) : await embedded();
Object.assign(process.env, { ROTA_DATA: dataFolder, LOG_LEVEL: 'error' }, database.env);
const { connection } = await import('@/server/wiring');
const server = await serveHere();
const work = await prepareProgram(operators, operators * Math.ceil((seconds * rate * 1.5) / operators));
console.log(`${operators} operators, ${seconds} s, ${rate} attempts a second wanted, on ${database.name}`);
const took = await collectTogether({ url: server.url, work, seconds, rate });
const { sql, close } = connect(database.where, 2);
const [stored] = await sql<{ n: number }[]>`select count(*)::int as n from attempts`;
await close();
report('claim', took.claims);
report('attempt', took.attempts);
const ok = took.attempts.filter(({ failed }) => !failed).length;
console.log(`stored ${stored.n} of ${ok} acknowledged: ${stored.n === ok ? 'equal' : 'DIFFERENT'}`);
process.exitCode = stored.n === ok && took.attempts.every(({ failed }) => !failed) ? 0 : 1;
server.close();
await connection().close();
await database.end();
rmSync(dataFolder, { recursive: true, force: true });
process.exit();

function report(what: string, all: readonly Took[]): void {
  const ms = Float64Array.from(
    all.filter(({ failed }) => !failed),
    ({ ms }) => ms,
  ).sort();
  const at = (q: number) => (ms.length ? `${quantile(ms, q).toFixed(1)} ms` : '–');
  const errors = all.filter(({ failed }) => failed).length;
  console.log(
    `${what}: ${ms.length} (${(ms.length / seconds).toFixed(1)} a second), p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, errors ${errors}`,
  );
}

async function embedded() {
  const folder = path.join(dataFolder, 'database');
  const child = await startEmbedded(folder);
  const where = { socket: child.socket };
  await migrateDatabase(where);
  return { name: 'the embedded database', where, env: { ROTA_SOCKET: child.socket }, end: () => stopEmbedded(child) };
}

async function ofPostgres(url: string) {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  const name = `rota_load_${process.pid}`;
  await admin`create database ${admin(name)}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  const where = { url: own.href };
  await migrateDatabase(where);
  const end = async () => {
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
  };
  return { name: 'PostgreSQL', where, env: { DATABASE_URL: own.href }, end };
}
