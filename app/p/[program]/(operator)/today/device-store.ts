import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb';
import { SEEN_DATABASE } from '@/app/_ui/shell/forget-device';
import type { Shelf, Waiting } from './outbox';

/** What a person last saw of a program, to go on from without a network. */
export interface Seen {
  personId: number;
  program: string;
  stationId: number | null;
  /** What `collect.today` and `stations.list` answered, with superjson. */
  answers: string;
}

type Owned = Waiting & { personId: number };

interface OutboxData extends DBSchema {
  attempts: { key: string; value: Owned; indexes: { person: number } };
}

interface SeenData extends DBSchema {
  seen: { key: [number, string]; value: Seen };
}

let opened: Promise<IDBPDatabase<OutboxData>> | undefined;

/** Attempts on their way, in a database of their own that signing out leaves alone. */
function outboxes(): Promise<IDBPDatabase<OutboxData>> {
  opened ??= openDB<OutboxData>('rota-outbox', 1, {
    upgrade(db) {
      db.createObjectStore('attempts', { keyPath: 'id' }).createIndex('person', 'personId');
    },
    terminated() {
      opened = undefined;
    },
  });
  return opened;
}

/** Opens what was seen for one act and closes it, so that signing out can delete it from any tab. */
async function inSeen<T>(act: (db: IDBPDatabase<SeenData>) => Promise<T>): Promise<T> {
  const db = await openDB<SeenData>(SEEN_DATABASE, 1, {
    upgrade(made) {
      made.createObjectStore('seen', { keyPath: ['personId', 'program'] });
    },
  });
  try {
    return await act(db);
  } finally {
    db.close();
  }
}

/** One write, on the disk when it resolves; told to commit at once, so that it outlives a page that goes the next moment. */
async function written(
  act: (store: IDBPObjectStore<OutboxData, ['attempts'], 'attempts', 'readwrite'>) => Promise<unknown>,
): Promise<void> {
  const transaction = (await outboxes()).transaction('attempts', 'readwrite', { durability: 'strict' });
  const acted = act(transaction.store);
  transaction.commit();
  await Promise.all([acted, transaction.done]);
}

/** The part of the outbox that belongs to one person; nobody else's session ever sends it. */
export function shelfOf(personId: number): Shelf {
  return {
    load: async () =>
      (await (await outboxes()).getAllFromIndex('attempts', 'person', personId)).sort((a, b) => a.order - b.order),
    put: (entry) => written((store) => store.put({ ...entry, personId })),
    remove: (id) => written((store) => store.delete(id)),
  };
}

/** How many attempts of other people wait on this device for their owners to sign in again. */
export async function waitingOfOthers(personId: number): Promise<number> {
  const all = await (await outboxes()).getAll('attempts');
  return all.filter((entry) => entry.personId !== personId).length;
}

export async function keepSeen(seen: Seen): Promise<void> {
  await inSeen((db) => db.put('seen', seen));
}

/** What this person last saw of the program; undefined before the first visit. */
export function seenOf(personId: number, program: string): Promise<Seen | undefined> {
  return inSeen((db) => db.get('seen', [personId, program]));
}
