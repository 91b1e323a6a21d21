import type { ChildProcess } from 'node:child_process';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** After living this long a child starts with the first pause again. */
const SETTLED_MS = 60_000;

/** The pause before the next start after `failures` early ends in a row, in ms. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
}

/** A child process that is started again whenever it ends, until it is stopped. */
export interface KeptChild {
  current(): ChildProcess | undefined;
  /** Starts it no more, whatever ends it from now on. */
  retire(): void;
  /** Retires it, ends it with SIGTERM, after `patienceMs` with SIGKILL, and waits for its end. */
  stop(patienceMs: number): Promise<void>;
}

/** Starts a child and keeps it running with growing pauses; `name` stands in what is told of it. */
export async function keepRunning(name: string, start: () => ChildProcess | Promise<ChildProcess>): Promise<KeptChild> {
  let child: ChildProcess | undefined;
  let stopped = false;
  let failures = 0;
  let next: NodeJS.Timeout | undefined;

  const watch = (started: ChildProcess) => {
    child = started;
    const since = Date.now();
    const ended = (code: number | null, signal: string | null) => {
      if (stopped) return;
      failures = Date.now() - since > SETTLED_MS ? 0 : failures + 1;
      again(`The ${name} ended (${signal ?? code})`);
    };
    if (hasEnded(started)) ended(started.exitCode, started.signalCode);
    else started.once('exit', ended);
  };
  const again = (reason: string) => {
    const pause = pauseAfter(failures - 1);
    console.error(`${reason}; it is started again in ${pause / 1000} s.`);
    next = setTimeout(async () => {
      try {
        const started = await start();
        if (stopped) started.kill('SIGTERM');
        else watch(started);
      } catch (error) {
        failures++;
        again(`The ${name} did not start: ${error instanceof Error ? error.message : error}`);
      }
    }, pause);
  };

  watch(await start());
  const retire = () => {
    stopped = true;
    clearTimeout(next);
  };
  return {
    current: () => child,
    retire,
    async stop(patienceMs) {
      retire();
      if (child) await endChild(child, patienceMs);
    },
  };
}

/** Ends a child with SIGTERM, after `patienceMs` with SIGKILL. */
export async function endChild(child: ChildProcess, patienceMs: number): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(force);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
