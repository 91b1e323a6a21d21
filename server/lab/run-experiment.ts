import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ArmOrder, type ArmResult, armsOf, type Experiment, nameOf } from './experiment';

/** An arm with its result. */
export interface FinishedArm {
  order: ArmOrder;
  result: ArmResult;
}

interface RunOptions {
  /** Where results are kept, one JSON line an arm; what is there already is not run again. */
  file: string;
  /** Arms that run at the same time, each in a process of its own. */
  processes: number;
  /** Told of every arm that is done, with how many were run now and the seconds so far. */
  told?(progress: { done: number; total: number; ranNow: number; seconds: number }): void;
  /** Ends the experiment; arms that are done stay. */
  signal?: AbortSignal;
}

/** Results kept in `file` by the arm's name; a line cut off by a kill counts as not there. */
export function keptResults(file: string): Map<string, ArmResult> {
  const kept = new Map<string, ArmResult>();
  if (!existsSync(file)) return kept;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const { name, result } = JSON.parse(line) as { name: string; result: ArmResult };
      kept.set(name, result);
    } catch {
      // The end of the file, or a line that was being written when its process was killed.
    }
  }
  return kept;
}

/** Opens the file for lines to be added, also where a kill cut its last line off. */
function openLines(file: string): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  if (existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'))) appendFileSync(file, '\n');
}

/** Starts a child that runs one arm at a time. */
function startChild(): ChildProcess {
  return fork(path.join(import.meta.dirname, 'experiment-child.ts'), [], { execArgv: ['--import', 'tsx'] });
}

/** One arm in `child`. Rejects with what went wrong there, or when it is killed. */
function runIn(child: ChildProcess, order: ArmOrder): Promise<ArmResult> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`The process that ran ${nameOf(order)} ended.`));
    child.once('exit', ended);
    child.once('message', (message: { result: ArmResult } | { error: string }) => {
      child.off('exit', ended);
      if ('result' in message) resolve(message.result);
      else reject(new Error(`${nameOf(order)}: ${message.error}`));
    });
    child.send(order);
  });
}

/** Runs all arms of an experiment: see `runOrders`. */
export function runExperiment(experiment: Experiment, options: RunOptions): Promise<FinishedArm[]> {
  return runOrders(armsOf(experiment), options);
}

/**
 * Runs the arms that have no result yet and answers with all of them in order. Interrupted in any way it goes on where
 * it stopped; run again it runs nothing. Throws AbortError when `signal` ends it.
 */
export async function runOrders(
  orders: readonly ArmOrder[],
  { file, processes, told, signal }: RunOptions,
): Promise<FinishedArm[]> {
  const kept = keptResults(file);
  const missing = orders.filter((order) => !kept.has(nameOf(order)));
  const began = performance.now();
  let ranNow = 0;
  let running = 0;
  const tell = () =>
    told?.({
      done: orders.length - missing.length - running,
      total: orders.length,
      ranNow,
      seconds: (performance.now() - began) / 1000,
    });
  openLines(file);
  const children = Array.from({ length: Math.min(processes, missing.length) }, startChild);
  const end = () => {
    for (const child of children) child.kill();
  };
  signal?.addEventListener('abort', end);
  tell();
  try {
    await Promise.all(
      children.map(async (child) => {
        for (let order = missing.shift(); order; order = missing.shift()) {
          signal?.throwIfAborted();
          running++;
          const result = await runIn(child, order);
          running--;
          ranNow++;
          kept.set(nameOf(order), result);
          appendFileSync(file, `${JSON.stringify({ name: nameOf(order), result })}\n`);
          tell();
        }
      }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
  return orders.map((order) => ({ order, result: kept.get(nameOf(order)) as ArmResult }));
}
