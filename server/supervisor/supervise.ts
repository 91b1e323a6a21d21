import { type ChildProcess, fork, spawn } from 'node:child_process';
import path from 'node:path';
import { FolderInUse, NotStarted, startEmbedded } from '../../db/embedded/start';
import { buildIfChanged } from './build';
import { holdDatabase } from './hold-database';
import { endChild, type KeptChild, keepRunning } from './kept-child';
import { migrateDatabase } from './migrate';
import { watchPulse } from './pulse';
import { type Readiness, readiness } from './readiness';
import { claimPort, openDataFolder, problemOf, type Settings, StartProblem, secretIn, settingsFrom } from './settings';

const READY_WITHIN_MS = 300_000;
const UNDER_TSX = { execArgv: ['--import', 'tsx'] };

/** Starts database, worker and web, prints how to get in, and keeps them running until it is told to stop. */
export async function supervise(dev: boolean): Promise<void> {
  const root = process.cwd();
  const running: { child: KeptChild; patienceMs: number }[] = [];
  const ready = readiness(['people', 'worker']);
  let leaveDatabase: () => Promise<void> = async () => {};
  let stopping: Promise<void> | undefined;

  const stopAll = async () => {
    // Ctrl-C reaches all of them at once: none is to be started again while the others are waited for.
    for (const { child } of running) child.retire();
    await leaveDatabase();
    for (const { child, patienceMs } of running.reverse()) await child.stop(patienceMs);
  };
  const stop = async (code: number): Promise<never> => {
    // Told again, it waits for the same end: whoever asked may start anew at once.
    stopping ??= stopAll();
    await stopping;
    process.exit(code);
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  // npm dies of a signal without passing it on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(0), 500).unref();

  try {
    const settings = settingsFrom(process.env);
    openDataFolder(settings.dataFolder);
    await claimPort(settings.port);
    const where = settings.databaseUrl ? await given(settings.databaseUrl) : await embedded(settings);
    const env = environmentOf(settings, where, dev);
    await migrateDatabase(where);
    if (!dev) await buildIfChanged(root, env);
    // None of the three waits for another: the fill only writes rows, and the web server says itself when it is ready.
    const [order] = await Promise.all([
      fill(root, env).then((filled) => {
        // Said at once: a password that was made and not shown would be lost to a start that is cut off here.
        console.log(filled.greeting);
        ready.has('people');
        return filled.order;
      }),
      keepRunning('worker', () => startWorker(root, env, ready)).then((child) =>
        running.push({ child, patienceMs: 5000 }),
      ),
      // An open event stream keeps Next from ending by itself.
      keepRunning('web server', () => startWeb(root, env, dev, settings.port, ready)).then((child) =>
        running.push({ child, patienceMs: 2000 }),
      ),
    ]);
    await untilHealthy(settings.port);
    console.log(`Rota is ready at ${settings.address} (Ctrl-C stops it).`);
    if (order && !stopping) {
      const lab = startLab(root, env, { ...order, url: `http://127.0.0.1:${settings.port}` });
      running.push({
        child: { current: () => lab, retire: () => {}, stop: (patienceMs) => endChild(lab, patienceMs) },
        patienceMs: 1000,
      });
      console.log('A simulated program is being filled in; it is there to look at and grows for a minute or two.');
    }
  } catch (error) {
    if (stopping) return;
    console.error(sentenceFor(error));
    await stop(1);
  }

  async function embedded(settings: Settings): Promise<{ socket: string }> {
    let socket = '';
    const database = await keepRunning('database', async () => {
      const started = await startEmbedded(settings.dataFolder);
      socket = started.socket;
      return started.child;
    });
    running.push({ child: database, patienceMs: 10_000 });
    leaveDatabase = watchPulse(socket, database.current);
    return { socket };
  }

  async function given(url: string): Promise<{ url: string }> {
    leaveDatabase = await holdDatabase(url, () => {
      console.error('Another start took over the database of DATABASE_URL while it was out of reach; this one ends.');
      void stop(1);
    });
    return { url };
  }
}

function environmentOf(
  settings: Settings,
  where: { url: string } | { socket: string },
  dev: boolean,
): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ROTA_SOCKET: __, ...env } = process.env;
  return {
    ...env,
    ...('url' in where ? { DATABASE_URL: where.url } : { ROTA_SOCKET: where.socket }),
    NODE_ENV: dev ? 'development' : 'production',
    PORT: String(settings.port),
    ROTA_DATA: settings.dataFolder,
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET || secretIn(settings.dataFolder),
    NEXTAUTH_URL: settings.address,
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

/** Runs the first fill, which does nothing on a filled database; resolves to what it printed and what the lab has to do. */
async function fill(root: string, env: NodeJS.ProcessEnv): Promise<{ greeting: string; order: object | undefined }> {
  const script = path.join(root, 'server/supervisor/fill.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill());
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  // Handed from process to process: it holds a token, which is never printed.
  let order: object | undefined;
  child.once('message', (message) => {
    if (message !== null && typeof message === 'object') order = message;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0)
    throw new StartProblem(
      `${printed}The first program could not be filled; the reason stands above. Start again to go on.`,
    );
  return { greeting: printed, order };
}

/** Starts the lab, which fills the simulated program through the API and ends. When it fails everything else goes on. */
function startLab(root: string, env: NodeJS.ProcessEnv, order: object): ChildProcess {
  const child = fork(path.join(root, 'server/lab/first-program.ts'), [], { env, ...UNDER_TSX });
  child.send(order);
  return child;
}

function startWeb(root: string, env: NodeJS.ProcessEnv, dev: boolean, port: number, ready: Readiness): ChildProcess {
  const child = fork(path.join(root, 'server/supervisor/web.mjs'), [dev ? 'dev' : 'start', String(port)], {
    env,
    // What one request needs is gone with it: in a larger nursery less of that is still alive when it is cleared.
    execArgv: ['--max-semi-space-size=32'],
  });
  ready.tell(child);
  return child;
}

/** Resolves when the worker says that it takes jobs, or has ended. */
function startWorker(root: string, env: NodeJS.ProcessEnv, ready: Readiness): Promise<ChildProcess> {
  const child = fork(path.join(root, 'server/jobs/worker.ts'), [], { env, ...UNDER_TSX });
  return new Promise((resolve) => {
    child.once('message', () => {
      ready.has('worker');
      resolve(child);
    });
    child.once('exit', () => {
      ready.lacks('worker');
      resolve(child);
    });
  });
}

async function untilHealthy(port: number): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let missing = 'the web server';
  while (Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
    if (answer?.ok) return;
    if (answer) missing = await answer.text();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new StartProblem(
    `Rota did not become ready within ${READY_WITHIN_MS / 1000} s (missing: ${missing}); what was printed stands above.`,
  );
}

function sentenceFor(error: unknown): string {
  if (error instanceof StartProblem || error instanceof FolderInUse) return error.message;
  if (error instanceof NotStarted) return problemOf(error, error.message);
  const refused = refusalOf(error);
  if (refused) {
    return `The PostgreSQL of DATABASE_URL cannot be used (${refused}). Check the address, the name and the password.`;
  }
  return problemOf(error, `Rota could not start: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
}

/** What the PostgreSQL of DATABASE_URL, or the way to it, refused; undefined when the error is another. */
function refusalOf(error: unknown): string | undefined {
  // drizzle wraps what the driver threw.
  const { code = '', message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  // Class 28 is a refused sign-in, 3D an unknown database.
  const refused = process.env.DATABASE_URL && /^(ECONN|ENOTFOUND|CONNECT_TIMEOUT|EAI|28|3D)/.test(code);
  return refused ? message || code : undefined;
}
