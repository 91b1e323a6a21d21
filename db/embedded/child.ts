import { fork } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { embeddedLocation } from './location';
import { isAnswered, takeLock } from './lock';
import type { Refusal } from './start';
import { serveInTurns } from './turns';
import { startUpkeep } from './upkeep';

const IDLE_IN_TRANSACTION_MS = 15_000;
/** What the engine throws on a full disk carries no code, only the number of its own C library. */
const NO_SPACE = 51;

const open = (files: string) => PGlite.create({ dataDir: files, extensions: { pg_trgm } });

/** Creates in a process of its own, which keeps ~500 MB for good, and moves the folder in place when it is whole. */
async function createApart(files: string): Promise<void> {
  const apart = `${files}.creating`;
  rmSync(apart, { recursive: true, force: true });
  const child = fork(fileURLToPath(import.meta.url), ['create', apart]);
  let problem = 'it ended early';
  child.once('message', (told) => {
    problem = String(told);
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The database could not be created in ${apart}: ${problem}.`);
  renameSync(apart, files);
}

async function serve(dataFolder: string): Promise<void> {
  const { files, lock, socket } = embeddedLocation(dataFolder);
  mkdirSync(dataFolder, { recursive: true });
  mkdirSync(path.dirname(socket), { recursive: true, mode: 0o700 });
  if (!takeLock(lock) || (await isAnswered(socket))) return refuse({ inUse: true });
  rmSync(socket, { force: true });
  const server = net.createServer({ pauseOnConnect: false });
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  // Listening before the folder is opened makes the socket a lock from the first moment on.
  const early: net.Socket[] = [];
  const keep = (client: net.Socket) => early.push(client.pause());
  server.on('connection', keep);
  await listening;
  if (!existsSync(files)) await createApart(files);
  const engine = await open(files);
  server.off('connection', keep);
  serveInTurns(server, engine, IDLE_IN_TRANSACTION_MS, (error) => {
    console.error('The embedded database died and is started again:', error);
    process.exit(1);
  });
  for (const client of early) {
    server.emit('connection', client);
    client.resume();
  }
  startUpkeep(socket);
  const stop = async () => {
    server.close();
    await engine.close().catch(() => {});
    rmSync(socket, { force: true });
    rmSync(lock, { force: true });
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.removeAllListeners('disconnect').once('disconnect', stop);
  process.on('SIGINT', () => {});
  process.send?.({ ready: true, socket });
}

/** Tells the parent why there is no database, and ends. */
function refuse(refusal: Refusal): void {
  process.send?.(refusal, undefined, undefined, () => process.exit(1));
}

function reasonOf(error: unknown): string {
  const { errno, message } = error as { errno?: number; message?: string };
  return errno === NO_SPACE ? 'no space left on the disk' : (message ?? String(error));
}

async function create(files: string): Promise<void> {
  const engine = await open(files);
  await engine.close();
  process.exit(0);
}

const [mode, folder] = process.argv.slice(2);
// A parent that was killed takes this process with it, however far it has come.
process.once('disconnect', () => process.exit(0));
if (mode === 'create')
  await create(folder).catch((error) => process.send?.(reasonOf(error), undefined, undefined, () => process.exit(1)));
else await serve(path.resolve(folder)).catch((error) => refuse({ problem: reasonOf(error) }));
