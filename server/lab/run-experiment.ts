import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type ArmOrder, type ArmResult, armsOf, nameOf, resultOf } from '@/server/core/experiment/arms';
import type { Experiment } from '@/server/core/experiment/schema';
import { runArms } from './run-arms';

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
  const tell = () =>
    told?.({
      done: orders.length - missing.length + ranNow,
      total: orders.length,
      ranNow,
      seconds: (performance.now() - began) / 1000,
    });
  openLines(file);
  tell();
  await runArms(missing, {
    processes,
    signal,
    done(order, record) {
      const result = resultOf(record);
      ranNow++;
      kept.set(nameOf(order), result);
      appendFileSync(file, `${JSON.stringify({ name: nameOf(order), result })}\n`);
      tell();
    },
  });
  return orders.map((order) => ({ order, result: kept.get(nameOf(order)) as ArmResult }));
}
