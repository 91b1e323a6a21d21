import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { embeddedLocation } from '@/db/embedded/location';
import { quantile } from '@/server/core/numeric/quantile';
import { startInstallation } from './installation';
import { collectTogether, type Took } from './operators';
import { postgresOf } from './postgres';
import { cpuMsOf } from './processes';
import { prepareProgram } from './program';

/**
 * `npm run load [operators] [seconds] [attempts a second]`: an installation as `npm start` runs it, and in this process
 * simulated operators at their tablets, over loopback: on an embedded database of its own or, with DATABASE_URL, on a
 * new database of that PostgreSQL, which is dropped after. Prints rate, errors, quantiles from the twentieth second on, and what an attempt with all
 * that belongs to it cost; ends with 1 where a request failed or the counts differ.
 */
const [operators, seconds, rate] = [2, 3, 4].map((at, i) => Number(process.argv[at] ?? [200, 120, 50][i]));
/** So long a process that has just started compiles what it runs most; the sixths show that time too. */
const WARMING_UP_S = 20;
const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'rota-load-'));
const postgres = process.env.DATABASE_URL ? await postgresOf(process.env.DATABASE_URL) : undefined;
const rota = await startInstallation(dataFolder, postgres?.url);
const where = postgres ? { DATABASE_URL: postgres.url } : { ROTA_SOCKET: embeddedLocation(dataFolder).socket };
Object.assign(process.env, { ROTA_DATA: dataFolder, LOG_LEVEL: 'error', ...where });
const { connection } = await import('@/server/wiring');
const { sql, close } = connection();
const work = await prepareProgram(operators, operators * Math.ceil((seconds * rate * 1.5) / operators), rota.secret);
console.log(
  `${operators} operators, ${seconds} s, ${rate} attempts a second wanted, on ${postgres ? 'PostgreSQL' : 'the embedded database'}`,
);

const before = { cpu: rota.processes().map(({ pid }) => cpuMsOf(pid)), statements: await postgres?.statements(sql) };
const own = process.cpuUsage();
const { claims, attempts, today, messages } = await collectTogether({ url: rota.url, work, seconds, rate });
const used = process.cpuUsage(own);
const [stored] = await sql<{ n: number }[]>`select count(*)::int as n from attempts`;
const ok = attempts.filter(({ failed }) => !failed).length;
const each = (total: number) => (total / ok).toFixed(1);

report('claim', claims);
report('attempt', attempts);
report('read of Today', today);
console.log(`live: ${messages} messages to ${operators} tablets`);
const cpu = rota.processes().map(({ name, pid }, i) => `${name} ${each(cpuMsOf(pid) - before.cpu[i])}`);
console.log(`processor ms an attempt: ${cpu.join(', ')}; operators ${each((used.user + used.system) / 1000)}`);
const statements = await postgres?.statements(sql);
if (statements && before.statements) {
  console.log(
    `statements an attempt: ${each(statements.calls - before.statements.calls)}, ${each(statements.ms - before.statements.ms)} ms in them`,
  );
}
console.log(`stored ${stored.n} of ${ok} acknowledged: ${stored.n === ok ? 'equal' : 'DIFFERENT'}`);
const failed = [...claims, ...attempts, ...today].some((one) => one.failed);
await close();
await rota.stop();
await postgres?.drop();
rmSync(dataFolder, { recursive: true, force: true });
process.exit(stored.n === ok && !failed ? 0 : 1);

/** Quantiles without the warming up, and the 95th of each sixth of the whole time. */
function report(what: string, all: readonly Took[]): void {
  const answered = all.filter(({ failed }) => !failed);
  const quantiles = (some: readonly Took[]) => {
    const ms = Float64Array.from(some, ({ ms }) => ms).sort();
    return (q: number) => (ms.length ? quantile(ms, q).toFixed(1) : '–');
  };
  const warm = quantiles(answered.filter(({ at }) => at >= WARMING_UP_S));
  const sixths = Array.from({ length: 6 }, (_, i) =>
    quantiles(answered.filter(({ at }) => Math.floor((at / seconds) * 6) === i))(0.95),
  );
  console.log(
    `${what}: ${answered.length} (${(answered.length / seconds).toFixed(1)} a second), errors ${all.length - answered.length}, p50 ${warm(0.5)} ms, p95 ${warm(0.95)} ms, p99 ${warm(0.99)} ms; p95 by sixths of the time ${sixths.join(', ')} ms`,
  );
}
