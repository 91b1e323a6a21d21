import { fork } from 'node:child_process';
import path from 'node:path';
import type { FirstProgramNews, FirstProgramOrder } from './first-program-order';

/**
 * Runs the process of the first program with an order, telling of its steps in their order. Throws AbortError when
 * `signal` ends it, else what went wrong in it.
 */
export async function runFirstProgram(
  order: FirstProgramOrder,
  told: (step: string, ended: boolean) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const file = path.join(/* turbopackIgnore: true */ import.meta.dirname, 'first-program.ts');
  const child = fork(file, [], { execArgv: ['--import', 'tsx'] });
  const end = () => child.kill();
  signal.addEventListener('abort', end);
  let wrong = 'The process of the simulated lab ended.';
  let telling = Promise.resolve();
  child.on('message', (news: FirstProgramNews) => {
    if ('error' in news) wrong = news.error;
    else telling = telling.then(() => told(news.step, news.ended));
  });
  child.send(order);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  signal.removeEventListener('abort', end);
  await telling;
  signal.throwIfAborted();
  if (code !== 0) throw new Error(wrong);
}
