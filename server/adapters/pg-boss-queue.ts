import PgBoss from 'pg-boss';
import type postgres from 'postgres';
import type { JobName, JobPayloads, JobQueue } from '../core/ports';

/** Names of all queues, made at start. */
const QUEUES: Record<JobName, { retryLimit: number; expireInHours: number }> = {
  'import-episodes': { retryLimit: 2, expireInHours: 4 },
  'score-checkpoint': { retryLimit: 5, expireInHours: 12 },
  'run-experiment': { retryLimit: 5, expireInHours: 23 },
  'run-lab-round': { retryLimit: 5, expireInHours: 2 },
};

/** How often a worker looks for work, in seconds. */
const POLL_SECONDS = 0.5;

/** The part of a job's time that its work may take; the rest is for coming to an end. */
const TURN = 0.9;

/** pg-boss over the program's own driver, so that one client library talks to the database. */
export function pgBoss(sql: postgres.Sql, role: 'sender' | 'worker'): PgBoss {
  return new PgBoss({
    db: {
      async executeSql(text, values) {
        // pg-boss opens its own transactions inside one statement list; the driver allows that on a connection of its own.
        const own = /^\s*begin\b/i.test(text) ? await sql.reserve() : null;
        try {
          const rows = await (own ?? sql).unsafe(text, (values ?? []).map(plain) as never[], { prepare: false });
          return { rows: Array.from(rows), rowCount: rows.count };
        } finally {
          own?.release();
        }
      },
    },
    supervise: role === 'worker',
    schedule: role === 'worker',
    migrate: role === 'worker',
  });
}

/** What `pg` does by itself and this driver wants to be told: no value is null, an object is JSON, a date is its text. */
function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** Creates every queue that is not there yet. */
export async function createQueues(boss: PgBoss): Promise<void> {
  for (const [name, options] of Object.entries(QUEUES)) {
    await boss.createQueue(name, {
      name,
      retryLimit: options.retryLimit,
      retryDelay: 1,
      expireInSeconds: options.expireInHours * 3600,
      policy: 'short',
    });
  }
}

/** A job by its name. */
export type Job = { [N in JobName]: { name: N; payload: JobPayloads[N] } }[JobName];

/**
 * Gives back what a worker that died was doing, so that it is taken up again at once. Answers with the jobs in whose
 * middle workers died too often for that: nobody takes these up. Only for the one worker, before it works.
 */
export async function reclaimJobs(boss: PgBoss, sql: postgres.Sql): Promise<Job[]> {
  const rows = await sql.unsafe<{ id: string; name: JobName; data: Job['payload']; last: boolean }[]>(
    `select id, name, data, retry_count >= retry_limit as last from pgboss.job where state = 'active'`,
  );
  const own = rows.filter(({ name }) => name in QUEUES);
  for (const { name, id } of own) await boss.fail(name, id, { message: 'The worker ended in the middle.' });
  return own.filter(({ last }) => last).map(({ name, data }) => ({ name, payload: data }) as Job);
}

/** What is done about a job of this name. */
export type Work<N extends JobName> = (payload: JobPayloads[N], signal: AbortSignal) => Promise<void>;

interface Turns {
  /** Ends all work: the worker stops. */
  stopping: AbortSignal;
  /** A signal that ends a turn of at most so many seconds. */
  turn?(seconds: number): AbortSignal;
}

/**
 * Does the jobs of a queue one after another, in turns. The queue takes a job for dead once its time is over, a day at the
 * most, while its work goes on: so work is cut off through its signal before that, and when the worker stops; what it throws
 * then means that it goes on as a new job under the same key, which costs no try. Work must be able to go on where it was
 * cut off.
 */
export async function workInTurns<N extends JobName>(
  boss: PgBoss,
  name: N,
  work: Work<N>,
  { stopping, turn = (seconds) => AbortSignal.timeout(1000 * seconds) }: Turns,
): Promise<void> {
  const options = { pollingIntervalSeconds: POLL_SECONDS, batchSize: 1, includeMetadata: true } as const;
  await boss.work<JobPayloads[N]>(name, options, async ([job]) => {
    const over = turn(TURN * job.expireInSeconds);
    try {
      await work(job.data, AbortSignal.any([stopping, over]));
    } catch (error) {
      if (!over.aborted && !stopping.aborted) throw error;
      await boss.send(name, job.data, { singletonKey: job.singletonKey ?? undefined });
    }
  });
}

/** A queue over a started pg-boss; `boss` is asked for lazily because a build imports this with no database around. */
export function pgBossQueue(boss: () => Promise<PgBoss>): JobQueue {
  return {
    async enqueue<N extends JobName>(name: N, payload: JobPayloads[N], key: string) {
      await (await boss()).send(name, payload, { singletonKey: key });
    },
  };
}
