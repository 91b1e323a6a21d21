import { afterEach, expect, it, vi } from 'vitest';
import { createQueues, pgBoss, pgBossQueue, reclaimJobs } from '@/server/adapters/pg-boss-queue';
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
  expect(await reclaimJobs(next, database.sql)).toBe(1);
  const seen: unknown[] = [];
  await next.work('import-episodes', { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    seen.push(job.id);
  });
  await vi.waitFor(() => expect(seen).toEqual([taken.id]), { timeout: 100_000 });
});
