import { fork } from 'node:child_process';

/** A running worker. */
export interface Worker {
  stop(): Promise<void>;
}

/** Starts the worker with this environment; it waits for jobs when this resolves. */
export async function startWorker(environment: Record<string, string>): Promise<Worker> {
  const worker = fork('server/jobs/worker.ts', [], {
    env: { ...process.env, ...environment },
    execArgv: ['--import', 'tsx'],
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('exit', (code) => reject(new Error(`The worker ended with ${code}.`)));
  });
  return {
    async stop() {
      if (worker.exitCode !== null) return;
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      worker.kill('SIGTERM');
      await ended;
    },
  };
}
