import type { JobName, JobPayloads } from '../core/ports';
import { log } from '../log';
import { enterAsServer } from '../services/people/gate';
import { connection, ports, workerQueue } from '../wiring';
import { type JobHandler, jobs } from './jobs';

async function main() {
  const stopping = new AbortController();
  const queue = await workerQueue(stopping.signal, (error) => log().error({ err: error }, 'queue'));
  await Promise.all((Object.keys(jobs) as JobName[]).map((name) => queue.work(name, handled(name))));

  const stop = async () => {
    stopping.abort();
    await queue.stop().catch(() => {});
    await connection()
      .close()
      .catch(() => {});
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}

/** The handler of a job as the server does it, in its program; what goes wrong is in the log. */
function handled<N extends JobName>(name: N) {
  const run: JobHandler<N> = jobs[name];
  return async (payload: JobPayloads[N], signal: AbortSignal) => {
    const ctx = await enterAsServer(ports(), payload.programId, `worker ${name}`);
    await run(ctx, payload, signal).catch((error: unknown) => {
      if (!signal.aborted) log().error({ err: error, job: name, data: payload }, 'job failed');
      throw error;
    });
  };
}

main().catch((error) => {
  log().error({ err: error }, 'the worker could not start');
  process.exit(1);
});
