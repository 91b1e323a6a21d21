import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { embeddedLocation } from './location';

/** A running embedded database: its process and the Unix socket that it answers on. */
export interface EmbeddedDatabase {
  child: ChildProcess;
  socket: string;
}

/** The data folder is used by another process. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another start. Stop that one, or choose another folder with ROTA_DATA.`,
    );
  }
}

/** The database of the data folder could not be created or opened. */
export class NotStarted extends Error {
  constructor(folder: string, reason: string) {
    super(`The embedded database in ${folder} did not start: ${reason}`);
  }
}

/** What the process says that cannot serve: the folder is in use, or why it cannot be opened. */
export type Refusal = { inUse: true } | { problem: string };

/** Starts the embedded database of a data folder in a child process, creating it when it is new; resolves when it answers. */
export function startEmbedded(dataFolder: string): Promise<EmbeddedDatabase> {
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), ['serve', dataFolder], {
    execArgv: ['--import', 'tsx'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (said: { ready: true } | Refusal) => {
      if ('ready' in said) resolve({ child, socket: embeddedLocation(dataFolder).socket });
      else reject('inUse' in said ? new FolderInUse(dataFolder) : new NotStarted(dataFolder, said.problem));
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new NotStarted(dataFolder, `its process ended (${signal ?? code})`)));
  });
}

/** Stops it and waits for its end. */
export async function stopEmbedded({ child }: EmbeddedDatabase): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(force);
}
