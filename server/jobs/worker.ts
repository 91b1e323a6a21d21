import type { JobName, JobPayloads } from '../core/ports';
import { log } from '../log';
import { enterAsServer } from '../services/people/gate';
import { connection, ports, workerQueue } from '../wiring';
import { type JobHandler, jobs } from './jobs';

/** How often a worker looks for work, in seconds. */
const POLL_SECONDS = 0.5;

async function main() {
  const boss = await workerQueue((error) => log().error({ err: error }, 'queue'));
  const stopping = new AbortController();

  for (const name of Object.keys(jobs) as JobName[]) {
    await boss.work<JobPayloads[typeof name]>(
      name,
      { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1 },
      async ([job]) => {
        const ctx = await enterAsServer(ports(), job.data.programId, `worker ${name}`);
        const run: JobHandler<typeof name> = jobs[name] as JobHandler<typeof name>;
        await run(ctx, job.data, stopping.signal).catch((error) => {
          log().error({ err: error, job: name, data: job.data }, 'job failed');
          throw error;
        });
      },
    );
  }

  const stop = async () => {
    stopping.abort();
    await boss.stop({ graceful: false, wait: false }).catch(() => {});
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

main().catch((error) => {
  log().error({ err: error }, 'the worker could not start');
  process.exit(1);
});
