import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** A recorder at work, started here or found running after a restart. */
export interface Recorder {
  /** Whether this run of the program started it, and so heard all it said. */
  startedHere: boolean;
  running(): boolean;
  /** How it ended; null while it runs and for one that was only found. */
  code(): number | null;
  /** Whether it was ended by a signal or with an error. */
  failed(): boolean;
}

/**
 * Starts a recorder; its keyboard stays the terminal's, and what it prints goes into the file `log`, so that it records
 * on when this program dies. `began` hears of its process before anything else happens. Rejects when it cannot be started.
 */
export function startRecorder(
  [command, ...words]: readonly string[],
  log: string,
  began: (pid: number) => void,
): Promise<Recorder> {
  const prints = openSync(log, 'w');
  const child = spawn(command, words, { stdio: ['inherit', prints, prints] });
  closeSync(prints);
  if (child.pid !== undefined) began(child.pid);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () =>
      resolve({
        startedHere: true,
        running: () => child.exitCode === null && child.signalCode === null,
        code: () => child.exitCode,
        failed: () => child.signalCode !== null || (child.exitCode ?? 0) !== 0,
      }),
    );
  });
}

/** The recorder of an earlier run of this program, by its process; one that ended is told from another process under its number. */
export async function foundRecorder(pid: number, words: readonly string[]): Promise<Recorder> {
  const { stdout: runs } = await promisify(execFile)('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  const same = pid > 0 && runs.trim() !== '' && words.slice(1).every((word) => runs.includes(word));
  const running = () => {
    try {
      return same && process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  return { startedHere: false, running, code: () => null, failed: () => false };
}
