import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';

/** How long another process may take to write itself into the lock that it made. */
const WRITTEN_WITHIN_MS = 500;

/** Takes the lock file for this process, healing one whose owner is gone. False when its owner lives. */
export function takeLock(file: string): boolean {
  const mine = identityOf(process.pid);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = ownerIn(file);
      if (owner !== undefined && isAlive(owner)) return owner === mine;
      if (owner !== undefined) removeLock(file, owner);
    }
  }
  return false;
}

/** Whether the process that a lock names runs. */
function isAlive(owner: string): boolean {
  return owner !== '' && owner === identityOf(Number.parseInt(owner, 10));
}

/** What stands in the lock, once it stands there; empty when its maker was killed before writing, undefined when it is gone. */
function ownerIn(file: string): string | undefined {
  for (let waited = 0; ; waited += 50) {
    const owner = contentOf(file);
    if (owner !== '' || waited >= WRITTEN_WITHIN_MS) return owner;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

/** Removes the lock of an owner that is gone, and puts back the lock of somebody who was quicker. */
function removeLock(file: string, owner: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (contentOf(aside) === owner) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a server answers on the Unix socket. */
export function isAnswered(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.connect(socket);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

/** Process id and start time, so that a recycled id is not taken for the owner; empty when no such process runs. */
function identityOf(pid: number): string {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return '';
  }
  return `${pid} ${startOf(pid)}`;
}

function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return 'unknown';
  }
}
