import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { recorderSays } from '../../core/collect/recorder-command';

/** A recorder at work, started here or found running after a restart. */
export interface Recorder {
  pid: number;
  running(): boolean;
  /** How it ended; null while it runs and for one that was only found. */
  code(): number | null;
  /** Whether it was ended by a signal or with an error. */
  failed(): boolean;
}

/** Lengths by the monotonic clock of this machine and what was thrown away, as the recorder's log tells it. */
export interface Heard {
  startedAt: Date | null;
  onAgain(durationMs: number | null, startedAt: Date | null): void;
}

/** Starts a recorder; its keyboard stays the terminal's, and what it prints goes on to `tee`. Rejects when it cannot be started. */
export function startRecorder(
  [command, ...words]: readonly string[],
  heard: Heard,
  tee: (text: string) => void,
): Promise<Recorder> {
  const child = spawn(command, words, { stdio: ['inherit', 'pipe', 'pipe'] });
  listen(child, heard, tee);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () =>
      resolve({
        pid: child.pid ?? 0,
        running: () => child.exitCode === null && child.signalCode === null,
        code: () => child.exitCode,
        failed: () => child.signalCode !== null || (child.exitCode ?? 0) !== 0,
      }),
    );
  });
}

/** The recorder of an earlier run of this program: only its process is known. */
export function foundRecorder(pid: number): Recorder {
  const running = () => {
    try {
      return pid > 0 && process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  return { pid, running, code: () => null, failed: () => false };
}

function listen(child: ChildProcess, heard: Heard, tee: (text: string) => void): void {
  let began: number | null = null;
  let tookMs: number | null = null;
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      tee(`${line}\n`);
      const said = recorderSays(line);
      if (said === 'recording') {
        began = performance.now();
        tookMs = null;
        heard.startedAt = new Date();
      } else if (said === 'reset' && began !== null) tookMs = performance.now() - began;
      else if (said === 'again') {
        const ms = tookMs ?? (began === null ? null : performance.now() - began);
        heard.onAgain(ms === null ? null : Math.round(ms), heard.startedAt);
      }
    });
  }
}
