import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { childrenOf } from './processes';

const READY_WITHIN_MS = 600_000;
const PROCESSES = ['next-server', 'worker.ts', 'child.ts'];

/** Rota as `npm start` runs it, in processes of its own. */
export interface Installation {
  url: string;
  /** Signs the sessions of the people who work there. */
  secret: string;
  /** Its web server, its worker and, where it is embedded, its database. */
  processes(): { name: string; pid: number }[];
  stop(): Promise<void>;
}

/** Starts an installation without a first program on a free port, on `databaseUrl` or on an embedded database in `dataFolder`. */
export async function startInstallation(dataFolder: string, databaseUrl: string | undefined): Promise<Installation> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const secret = randomBytes(32).toString('hex');
  const supervisor = fork('server/supervisor/start.mjs', [], {
    env: {
      ...process.env,
      PORT: String(port),
      ROTA_DATA: dataFolder,
      ROTA_FILL: 'none',
      DATABASE_URL: databaseUrl ?? '',
      NEXTAUTH_SECRET: secret,
      NEXTAUTH_URL: url,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await untilHealthy(url, supervisor);
  return {
    url,
    secret,
    processes: () => childrenOf(Number(supervisor.pid), PROCESSES),
    async stop() {
      const ended = once(supervisor, 'exit');
      supervisor.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilHealthy(url: string, supervisor: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(200)) {
    if (supervisor.exitCode !== null) break;
    if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) return;
  }
  supervisor.kill('SIGTERM');
  throw new Error('Rota did not start; the reason stands above.');
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}
