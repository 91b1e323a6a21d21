import { type ChildProcess, fork } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { type ArmOrder, type ArmRecord, nameOf } from '@/server/core/experiment/arms';

interface ArmOptions {
  /** Arms that run at the same time, each in a process of its own. */
  processes: number;
  /** Given each arm as it ends; the next one of that process waits for it. */
  done(order: ArmOrder, record: ArmRecord): void | Promise<void>;
  /** Ends the processes; arms that are not done are lost. */
  signal?: AbortSignal;
  /** Leaves the processor to everything else that wants it. */
  background?: boolean;
}

/** Runs arms in order, several at a time. Throws AbortError when `signal` ends it, and what went wrong in an arm, ending the others. */
export async function runArms(orders: readonly ArmOrder[], options: ArmOptions): Promise<void> {
  const { processes, done, signal, background = false } = options;
  signal?.throwIfAborted();
  const waiting = [...orders];
  const children = Array.from({ length: Math.min(processes, waiting.length) }, () => startChild(background));
  const end = () => {
    for (const child of children) child.kill();
  };
  signal?.addEventListener('abort', end);
  try {
    await Promise.all(
      children.map(async (child) => {
        for (let order = waiting.shift(); order; order = waiting.shift()) {
          signal?.throwIfAborted();
          await done(order, await runIn(child, order));
        }
      }),
    );
  } catch (error) {
    // What ended one ends all: the others take no further arms to processes that are being ended.
    waiting.length = 0;
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

/** Starts a child that runs one arm at a time. */
function startChild(background: boolean): ChildProcess {
  const file = path.join(/* turbopackIgnore: true */ import.meta.dirname, 'experiment-child.ts');
  const child = fork(file, [], { execArgv: ['--import', 'tsx'] });
  if (background && child.pid !== undefined) os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW);
  return child;
}

/** One arm in `child`. Rejects with what went wrong there, or when it is killed. */
function runIn(child: ChildProcess, order: ArmOrder): Promise<ArmRecord> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null, by: string | null) =>
      reject(new Error(`The process that ran ${nameOf(order)} ended (${by ?? `exit code ${code}`}).`));
    child.once('exit', ended);
    child.once('message', (message: { record: ArmRecord } | { error: string }) => {
      child.off('exit', ended);
      if ('record' in message) resolve(message.record);
      else reject(new Error(`${nameOf(order)}: ${message.error}`));
    });
    child.send(order, (error) => error && reject(error));
  });
}
