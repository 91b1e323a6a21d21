import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { insertEvent } from '@/db/queries/record';
import { programs } from '@/db/schema/programs';
import { CreateProgramInput } from '@/server/core/program/schema';
import { followEvents, type LiveEvent } from '@/server/services/events/follow';
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

async function take(events: AsyncGenerator<LiveEvent>, count: number): Promise<LiveEvent[]> {
  const taken: LiveEvent[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length === count) return taken;
  }
  return taken;
}

/** The first `count` events that are not of `subject`. */
async function takeAfter(events: AsyncGenerator<LiveEvent>, subject: string, count: number): Promise<LiveEvent[]> {
  const taken: LiveEvent[] = [];
  for await (const event of events) {
    if (event.subjectId !== subject) taken.push(event);
    if (taken.length === count) break;
  }
  return taken;
}

it('a follower that comes back behind an id gets every later event of its program once and in order', async () => {
  const [mine, other] = [await program('Mine'), await program('Other')];
  const stop = new AbortController();
  const following = followEvents(mine, undefined, stop.signal);
  // A follower without an id starts at its own first look: whatever it sees first proves that it has looked.
  let looked = false;
  const begun = following.next().then(() => {
    looked = true;
  });
  while (!looked) {
    await insertEvent(mine.db, mine.scope, 'attempt', 'before');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await begun;
  const first = takeAfter(following, 'before', 3);
  for (let n = 0; n < 3; n++) {
    await insertEvent(other.db, other.scope, 'attempt', `other ${n}`);
    await insertEvent(mine.db, mine.scope, 'attempt', `mine ${n}`);
  }
  const seen = await first;
  expect(seen.map((event) => event.subjectId)).toEqual(['mine 0', 'mine 1', 'mine 2']);

  await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      mine.db.transaction((tx) => insertEvent(tx, mine.scope, 'attempt', `later ${n}`)),
    ),
  );
  const later = await take(followEvents(mine, seen[0].id, stop.signal), 42);
  expect(later.slice(0, 2).map((event) => event.subjectId)).toEqual(['mine 1', 'mine 2']);
  expect(new Set(later.slice(2).map((event) => event.subjectId)).size).toBe(40);
  expect(later.every((event, at) => at === 0 || event.id > later[at - 1].id)).toBe(true);
  stop.abort();
});
