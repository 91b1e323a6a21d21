import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { insertEvent, lastEventId, type News, type Topic } from '@/db/queries/record';
import { programs } from '@/db/schema/programs';
import { CreateProgramInput } from '@/server/core/program/schema';
import { followEvents } from '@/server/services/events/follow';
import { asServer, enterAsServer } from '@/server/services/people/gate';
import { createProgram } from '@/server/services/programs/create';
import { testPorts } from '@/test/support/ports';
import { testDatabase } from '@/test/support/test-database';

const database = testDatabase();

async function program(name: string) {
  const ports = testPorts(database);
  const level = { name: 'one' };
  const made = await createProgram(
    asServer(ports, 'test'),
    CreateProgramInput.parse({
      name,
      factors: [
        { key: 'task', name: 'Task', levels: [level] },
        { key: 'object', name: 'Object', levels: [level] },
      ],
    }),
  );
  const [row] = await ports.db.select({ id: programs.id }).from(programs).where(eq(programs.slug, made.slug));
  return enterAsServer(ports, row.id, 'test');
}

/** Follows until `wanted` topics were told, and returns them in the order and as often as they were. */
async function take(news: AsyncGenerator<News>, wanted: number): Promise<{ topics: Topic[]; ids: number[] }> {
  const topics: Topic[] = [];
  const ids: number[] = [];
  for await (const one of news) {
    topics.push(...one.topics);
    ids.push(one.id);
    if (topics.length >= wanted) break;
  }
  return { topics, ids };
}

const TOPICS = [
  'program',
  'matrix',
  'station',
  'people',
  'import',
  'checkpoint',
  'scoring',
  'schedule',
  'assignment',
] as const;

it('a follower that comes back behind an id is told every later topic of its program, and no other program’s', async () => {
  const [mine, other] = [await program('Mine'), await program('Other')];
  const stop = new AbortController();
  const from = await lastEventId(mine.db, mine.scope);
  await insertEvent(mine.db, mine.scope, 'attempt');
  await insertEvent(other.db, other.scope, 'evaluation');
  const first = await take(followEvents(mine, from, stop.signal), 1);
  expect(first.topics).toEqual(['attempt']);

  await Promise.all(
    TOPICS.map((topic) => mine.db.transaction((tx) => insertEvent(tx, mine.scope, topic, `from ${topic}`))),
  );
  const [later, again] = await Promise.all([
    take(followEvents(mine, first.ids[0], stop.signal), TOPICS.length),
    take(followEvents(mine, first.ids[0], stop.signal), TOPICS.length),
  ]);
  expect(later.topics.toSorted()).toEqual(TOPICS.toSorted());
  expect(again).toEqual(later);
  stop.abort();
});

it('followers while several write are told each topic once, in order', async () => {
  const mine = await program('Busy');
  const stop = new AbortController();
  const from = await lastEventId(mine.db, mine.scope);
  const followers = [1, 2, 3].map(() => take(followEvents(mine, from, stop.signal), TOPICS.length));
  for (const topic of TOPICS) await mine.db.transaction((tx) => insertEvent(tx, mine.scope, topic));
  for (const { topics, ids } of await Promise.all(followers)) {
    expect(topics.toSorted()).toEqual(TOPICS.toSorted());
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  }
  stop.abort();
});

it('a follower ends when it is told to, while others go on', async () => {
  const mine = await program('Left');
  const [leaves, stays] = [new AbortController(), new AbortController()];
  const from = await lastEventId(mine.db, mine.scope);
  const left = take(followEvents(mine, from, leaves.signal), 1);
  const stayed = take(followEvents(mine, from, stays.signal), 1);
  leaves.abort();
  expect((await left).topics).toEqual([]);
  await insertEvent(mine.db, mine.scope, 'people');
  expect((await stayed).topics).toEqual(['people']);
  stays.abort();
});

it('a follower at work is told at longer intervals, of everything in between', async () => {
  const mine = await program('At work');
  const stop = new AbortController();
  const from = await lastEventId(mine.db, mine.scope);
  const working = followEvents(mine, from, stop.signal, 'working').next();
  await insertEvent(mine.db, mine.scope, 'attempt');
  await take(followEvents(mine, from, stop.signal), 1);
  await insertEvent(mine.db, mine.scope, 'assignment');
  expect((await working).value?.topics.toSorted()).toEqual(['assignment', 'attempt']);
  stop.abort();
});
