import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { sourceHash } from '@/server/supervisor/build';

/** Only a start that hangs reaches it. */
const PATIENCE_MS = 100_000;

const root = path.resolve(import.meta.dirname, '../..');

/** A project as small as the supervisor allows: its processes note who they are and what they were given. */
const FILES = {
  'package.json': '{ "type": "module" }',
  'server/supervisor/fill.ts': "console.log('Who may sign in: ada');",
  'server/jobs/worker.ts': `import { writeFileSync } from 'node:fs';
writeFileSync('worker.pid', String(process.pid));
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });`,
  'server/supervisor/web.mjs': `import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
writeFileSync('web.pid', String(process.pid));
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => {});
const { DATABASE_URL, ROTA_SOCKET, NEXTAUTH_SECRET, NEXTAUTH_URL } = process.env;
const given = { DATABASE_URL, ROTA_SOCKET, NEXTAUTH_SECRET, NEXTAUTH_URL };
const told = [];
process.on('message', ({ missing }) => told.push(missing));
createServer((_, res) => {
  res.statusCode = told.at(-1)?.length === 0 ? 200 : 503;
  res.end(JSON.stringify({ given, told }));
}).listen(Number(process.argv[3]));`,
};

let project: string;
let port: number;
const started: ChildProcess[] = [];

beforeAll(async () => {
  project = mkdtempSync(path.join(os.tmpdir(), 'rota-start-'));
  for (const [file, content] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    writeFileSync(path.join(project, file), content);
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  cpSync(path.join(root, 'drizzle'), path.join(project, 'drizzle'), { recursive: true });
  const template = inject('template');
  if ('folder' in template) cpSync(template.folder, path.join(project, 'data'), { recursive: true });
  mkdirSync(path.join(project, '.next'));
  writeFileSync(path.join(project, '.next/source-sha256'), sourceHash(project));
  port = await freePort();
});

afterEach(async () => {
  for (const child of started.splice(0)) if (isRunning(child.pid)) await end(child, 'SIGKILL');
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function freePort(): Promise<number> {
  const server = net.createServer();
  return new Promise((resolve) =>
    server.listen(0, () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}

function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.join(root, 'server/supervisor/start.mjs')], {
    cwd: project,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', PORT: String(port), ROTA_DATA: 'data', ...env },
  });
  started.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const prints = (text: string) => expect.poll(() => printed, { timeout: PATIENCE_MS }).toContain(text);
  return { child, exit, prints, printed: () => printed };
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return ended;
}

function isRunning(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? -1, 0);
    return pid !== undefined;
  } catch {
    return false;
  }
}

/** What the web server was given and has been told to be missing, in order. */
async function asked(): Promise<{ given: object; told: string[][] }> {
  return (await fetch(`http://localhost:${port}`)).json() as Promise<{ given: object; told: string[][] }>;
}

const pidIn = (file: string) => Number.parseInt(readFileSync(path.join(project, file), 'utf8'), 10);
const everyone = () => ['worker.pid', 'web.pid', 'data/database.lock'].map(pidIn);

test('a start gives each process what it needs, prints who may sign in and where, and stops everything on SIGTERM', async () => {
  const run = start({ DATABASE_URL: '' });
  await run.prints(`Rota is ready at http://localhost:${port}`);
  expect(run.printed()).toContain('Who may sign in: ada');
  const { given, told } = await asked();
  expect(told[0]).toEqual(['people', 'worker']);
  expect(told.at(-1)).toEqual([]);
  expect(given).toEqual({
    ROTA_SOCKET: path.join(project, 'data/run/.s.PGSQL.5432'),
    NEXTAUTH_SECRET: readFileSync(path.join(project, 'data/secret'), 'utf8'),
    NEXTAUTH_URL: `http://localhost:${port}`,
  });
  const processes = everyone();
  expect(await end(run.child, 'SIGTERM')).toBe(0);
  expect(processes.filter(isRunning)).toEqual([]);
});

test('a second start on the same folder or port says so and leaves the first alone', async () => {
  const run = start();
  await run.prints('Rota is ready');
  const samePort = start();
  expect(await samePort.exit).toBe(1);
  expect(samePort.printed()).toContain(`Port ${port} is taken`);
  const sameFolder = start({ PORT: String(await freePort()) });
  expect(await sameFolder.exit).toBe(1);
  expect(sameFolder.printed()).toContain('is in use by another start');
  expect((await fetch(`http://localhost:${port}`)).ok).toBe(true);
  await end(run.child, 'SIGTERM');
});

test('killed workers and databases come back', async () => {
  const run = start();
  await run.prints('Rota is ready');
  const before = everyone();
  process.kill(before[0], 'SIGKILL');
  process.kill(before[2], 'SIGKILL');
  await expect
    .poll(() => everyone().filter((pid) => isRunning(pid) && !before.includes(pid)).length, { timeout: PATIENCE_MS })
    .toBe(2);
  // The worker is missed while it is away, and no longer than that.
  await expect.poll(async () => (await asked()).told.slice(-2), { timeout: PATIENCE_MS }).toEqual([['worker'], []]);
  await end(run.child, 'SIGTERM');
});

test('a killed supervisor leaves nothing running, and the next start heals', async () => {
  const run = start();
  await run.prints('Rota is ready');
  const processes = everyone();
  await end(run.child, 'SIGKILL');
  await expect.poll(() => processes.filter(isRunning), { timeout: PATIENCE_MS }).toEqual([]);
  const again = start();
  await again.prints('Rota is ready');
  expect(await end(again.child, 'SIGTERM')).toBe(0);
});

test('a database that cannot be opened is told of in a sentence, without a stack', async () => {
  const broken = path.join(project, 'broken');
  mkdirSync(broken);
  writeFileSync(path.join(broken, 'database'), 'no folder');
  const run = start({ ROTA_DATA: broken });
  expect(await run.exit).toBe(1);
  expect(run.printed()).toContain(`The embedded database in ${broken} did not start: `);
  expect(run.printed()).not.toContain('    at ');
});

test('a PostgreSQL that cannot be reached is told of in a sentence', async () => {
  const run = start({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
  expect(await run.exit).toBe(1);
  expect(run.printed()).toMatch(/The PostgreSQL of DATABASE_URL cannot be used/);
});
