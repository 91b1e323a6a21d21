import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Attempt, makeOutbox, type Shelf, type Waiting } from '@/app/p/[program]/(operator)/today/outbox';

/** A page with its shelf: what is kept outlives it, and once closed it does nothing any more. */
function page(kept: Map<string, Waiting>): { shelf: Shelf; close: () => void; closed: () => boolean } {
  let closed = false;
  return {
    close: () => {
      closed = true;
    },
    closed: () => closed,
    shelf: {
      load: async () => [...kept.values()].sort((a, b) => a.order - b.order),
      put: async (entry) => void (closed || kept.set(entry.id, entry)),
      remove: async (id) => void (closed || kept.delete(id)),
    },
  };
}

const attempt = (n: number): Attempt => ({
  id: `a${n}`,
  program: 'p',
  personId: 1,
  assignmentId: 1,
  outcome: 'success',
  sequence: n,
  stationId: null,
  device: 'tablet',
});

type Act = { kind: 'add' } | { kind: 'undo'; which: number } | { kind: 'aside' } | { kind: 'reload' };
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Act>({ kind: 'add' }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant<'undo'>('undo'), which: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'aside' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'reload' }) },
);

it('stores each attempt exactly once, takes back what was undone and puts aside what was put aside, through failures, lost answers and reloads', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { maxLength: 30 }),
      fc.infiniteStream(fc.constantFrom('ok', 'unreachable', 'answer lost')),
      async (acts, weather) => {
        const server = new Map<string, { undone: boolean }>();
        const asideThere = new Set<number>();
        let calm = false;
        const sometimes = (does: () => void) => {
          const how = calm ? 'ok' : weather.next().value;
          if (how !== 'unreachable') does();
          if (how !== 'ok') throw new Error(how);
        };
        const kept = new Map<string, Waiting>();
        let here = page(kept);
        const courierOf = ({ closed }: typeof here) => ({
          store: async ({ id }: Attempt) =>
            closed() || sometimes(() => server.has(id) || server.set(id, { undone: false })),
          takeBack: async (_: string, id: string) =>
            closed() ||
            sometimes(() => {
              const row = server.get(id);
              if (row) row.undone = true;
            }),
          setAside: async (_: string, { assignmentId }: { assignmentId: number }) =>
            closed() || sometimes(() => asideThere.add(assignmentId)),
          arrived: async () => undefined,
        });
        let outbox = makeOutbox(courierOf(here), here.shelf);
        await outbox.settled();
        const made: string[] = [];
        const undone = new Set<string>();
        const aside: number[] = [];
        for (const one of acts) {
          if (one.kind === 'add') {
            const next = attempt(made.length + 1);
            made.push(next.id);
            outbox.add(next);
          } else if (one.kind === 'undo' && made.length > 0) {
            const id = made[one.which % made.length];
            undone.add(id);
            outbox.takeBack({ id, program: 'p', order: 0 });
          } else if (one.kind === 'aside') {
            const assignmentId = aside.push(aside.length);
            const what = { assignmentId, how: 'blocked', reason: 'object missing' } as const;
            outbox.setAside({ id: `s${assignmentId}`, program: 'p', order: made.length, aside: what });
          } else if (one.kind === 'reload') {
            await outbox.settled();
            here.close();
            here = page(kept);
            outbox = makeOutbox(courierOf(here), here.shelf);
            await outbox.settled();
          }
          await Promise.resolve();
        }
        calm = true;
        while (outbox.entries().length > 0) {
          outbox.retry();
          await new Promise((resolve) => setImmediate(resolve));
        }
        const standing = [...server].filter(([, row]) => !row.undone).map(([id]) => id);
        expect(standing.sort()).toEqual(made.filter((id) => !undone.has(id)).sort());
        expect(asideThere.size).toBe(aside.length);
        await outbox.settled();
        here.close();
        expect([...kept.values()]).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

it('hands every attempt to the shelf in the moment it is made, and once, however often sending fails', async () => {
  const put: string[] = [];
  const slow: Shelf = {
    load: async () => [],
    // Nothing written is confirmed before the page goes.
    put: (entry) => {
      put.push(entry.id);
      return new Promise(() => {});
    },
    remove: async () => {},
  };
  const courier = {
    store: async () => {
      throw new Error('no network');
    },
    takeBack: async () => {},
    setAside: async () => {},
    arrived: async () => {},
  };
  const outbox = makeOutbox(courier, slow);
  for (let n = 0; n < 10; n++) {
    outbox.add(attempt(n));
    expect(put).toEqual(Array.from({ length: n + 1 }, (_, i) => `a${i}`));
  }
  const failing = makeOutbox(courier, { ...slow, put: async (entry) => void put.push(entry.id) });
  put.length = 0;
  for (let n = 0; n < 10; n++) {
    failing.add(attempt(n));
    await failing.sendNow();
  }
  expect(failing.entries().map(({ tries }) => tries)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(put).toHaveLength(10);
});
