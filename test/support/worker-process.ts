import { type ChildProcess, fork } from 'node:child_process';
import { afterAll, beforeAll } from 'vitest';

/** Runs the worker, with this environment, while the tests of the calling file run. */
export function workerProcess(environment: () => Record<string, string>): void {
  let worker: ChildProcess | undefined;
  beforeAll(async () => {
    const started = fork('server/jobs/worker.ts', [], {
      env: { ...process.env, ...environment() },
      execArgv: ['--import', 'tsx'],
    });
    worker = started;
    await new Promise<void>((resolve, reject) => {
      started.once('message', () => resolve());
      started.once('exit', (code) => reject(new Error(`The worker ended with ${code}.`)));
    });
  });
  afterAll(async () => {
    if (!worker || worker.exitCode !== null) return;
    const ended = new Promise((resolve) => worker?.once('exit', resolve));
    worker.kill('SIGTERM');
    await ended;
  });
}
