import { afterEach, expect, it, vi } from 'vitest';
import { createQueues, pgBoss, pgBossQueue, reclaimJobs, workInTurns } from '@/server/adapters/pg-boss-queue';
import { testDatabase } from '@/test/support/test-database';

const database = testDatabase();
const started: { stop(options: { graceful: boolean; wait: boolean }): Promise<void> }[] = [];

async function worker() {
  const boss = pgBoss(database.sql, 'worker');
  started.push(boss);
  await boss.start();
  await createQueues(boss);
  return boss;
}

afterEach(async () => {
  for (const boss of started.splice(0)) await boss.stop({ graceful: false, wait: false });
});

it('a job reaches the worker with its payload, and two with one key are one', async () => {
  const boss = await worker();
  const queue = pgBossQueue(async () => boss);
  await queue.enqueue('score-checkpoint', { programId: 1, scoringRunId: 7 }, 'run-7');
  await queue.enqueue('score-checkpoint', { programId: 1, scoringRunId: 7 }, 'run-7');
  const seen: unknown[] = [];
  await boss.work('score-checkpoint', { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    seen.push(job.data);
  });
  const waiting = () =>
    database.sql`select id from pgboss.job where state in ('created', 'active', 'retry')`.then((rows) => rows.length);
  await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 100_000 });
  expect(seen).toEqual([{ programId: 1, scoringRunId: 7 }]);
});

it('what a worker that died was doing is handed to the next one', async () => {
  const dead = await worker();
  await dead.send('import-episodes', { programId: 2, importId: 9 }, { singletonKey: 'import-9' });
  const [taken] = await dead.fetch('import-episodes');
  expect(taken.data).toEqual({ programId: 2, importId: 9 });
  await dead.stop({ graceful: false, wait: false });

  const next = await worker();
  expect(await reclaimJobs(next, database.sql)).toEqual([]);
  const seen: unknown[] = [];
  await next.work('import-episodes', { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    seen.push(job.id);
  });
  await vi.waitFor(() => expect(seen).toEqual([taken.id]), { timeout: 100_000 });
});

it('a job in whose middle every worker dies is handed over so often and no more, and then told of', async () => {
  const payload = { programId: 2, importId: 11 };
  const first = await worker();
  await first.send('import-episodes', payload, { singletonKey: 'import-11' });
  for (let died = 1; ; died++) {
    const dead = await worker();
    await vi.waitFor(async () => expect(await dead.fetch('import-episodes')).toHaveLength(1), { timeout: 100_000 });
    await dead.stop({ graceful: false, wait: false });
    const lost = await reclaimJobs(await worker(), database.sql);
    expect(lost).toEqual(died <= 2 ? [] : [{ name: 'import-episodes', payload }]);
    if (lost.length > 0) break;
  }
  expect(await reclaimJobs(await worker(), database.sql)).toEqual([]);
});

it('work that takes longer than a job may goes on as a new one, before the queue takes it for dead', async () => {
  const boss = await worker();
  const payload = { programId: 3, experimentId: 4 };
  await pgBossQueue(async () => boss).enqueue('run-experiment', payload, 'experiment-4');
  const seconds: number[] = [];
  const given: object[] = [];
  const ended = vi.fn();
  await workInTurns(
    boss,
    'run-experiment',
    async (data, signal) => {
      given.push(data);
      signal.throwIfAborted();
      ended();
    },
    {
      stopping: new AbortController().signal,
      turn(limit) {
        seconds.push(limit);
        return seconds.length < 3 ? AbortSignal.abort() : new AbortController().signal;
      },
    },
  );
  const states = () =>
    database.sql`select state, retry_count, singleton_key from pgboss.job where name = 'run-experiment' order by created_on`;
  const done = { state: 'completed', retry_count: 0, singleton_key: 'experiment-4' };
  await vi.waitFor(async () => expect(await states()).toEqual([done, done, done]), { timeout: 100_000 });
  expect(ended).toHaveBeenCalledOnce();
  expect(given).toEqual([payload, payload, payload]);
  for (const limit of seconds) expect(limit).toBeLessThan(23 * 3600);
});

it('work that the end of its worker cuts off waits for the next worker, which costs no try', async () => {
  const boss = await worker();
  const payload = { programId: 5, scoringRunId: 6 };
  await boss.send('score-checkpoint', payload, { singletonKey: 'run-6' });
  const stopping = new AbortController();
  let begun = () => {};
  const working = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const cut = vi.fn(
    (_: object, signal: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        begun();
      }),
  );
  await workInTurns(boss, 'score-checkpoint', cut, { stopping: stopping.signal });
  await working;
  stopping.abort();
  await boss.stop({ timeout: 100_000 });
  const states = () =>
    database.sql`select state, retry_count from pgboss.job where singleton_key = 'run-6' order by created_on`;
  expect(await states()).toEqual([
    { state: 'completed', retry_count: 0 },
    { state: 'created', retry_count: 0 },
  ]);
  expect(cut).toHaveBeenCalledOnce();

  const next = await worker();
  expect(await reclaimJobs(next, database.sql)).toEqual([]);
  expect((await next.fetch('score-checkpoint')).map(({ data }) => data)).toEqual([payload]);
});

it('work that goes wrong as its worker runs is tried again as the same job', async () => {
  const boss = await worker();
  await boss.send('score-checkpoint', { programId: 5, scoringRunId: 8 }, { singletonKey: 'run-8' });
  const wrong = vi.fn(() => Promise.reject(new Error('broken')));
  await workInTurns(boss, 'score-checkpoint', wrong, { stopping: new AbortController().signal });
  await vi.waitFor(() => expect(wrong.mock.calls.length).toBeGreaterThan(1), { timeout: 100_000 });
  const rows = await database.sql`select id from pgboss.job where singleton_key = 'run-8'`;
  expect(rows).toHaveLength(1);
});
