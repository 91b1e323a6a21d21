import type { JobName, JobPayloads } from '../core/ports';
import { log } from '../log';
import { enterAsServer } from '../services/people/gate';
import { connection, ports, workerQueue } from '../wiring';
import { abandoned, type JobHandler, jobs } from './jobs';

async function main() {
  const stopping = new AbortController();
  const queue = await workerQueue(stopping.signal, (error) => log().error({ err: error }, 'queue'));
  for (const job of queue.lost) await giveUp(job.name, job.payload);
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

/** Notes that a job is not taken up again; that its program is gone is no reason not to start. */
async function giveUp<N extends JobName>(name: N, payload: JobPayloads[N]): Promise<void> {
  log().error(
    { job: name, data: payload },
    'workers ended in the middle of this job too often; it is not taken up again',
  );
  try {
    await abandoned[name](await enterAsServer(ports(), payload.programId, `worker ${name}`), payload);
  } catch (error) {
    log().error({ err: error, job: name, data: payload }, 'that could not be noted');
  }
}

main().catch((error) => {
  log().error({ err: error }, 'the worker could not start');
  process.exit(1);
});
