import { afterAll, beforeAll } from 'vitest';
import { startWorker, type Worker } from './start-worker';

/** Runs the worker, with this environment, while the tests of the calling file run. */
export function workerProcess(environment: () => Record<string, string>): void {
  let worker: Worker | undefined;
  beforeAll(async () => {
    worker = await startWorker(environment());
  });
  afterAll(() => worker?.stop());
}
