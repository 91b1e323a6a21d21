import type { CardRef, SetAsideInput } from '@/server/core/collect/schema';
import type { AttemptOutcome, TimedBy } from '@/server/core/collect/words';
import { isRefusal, type Trouble, troubleOf } from './problem-of';

/** One attempt as its device made it. */
export interface Attempt {
  id: string;
  program: string;
  /** Whose it is: nobody else's session may send it. */
  personId: number;
  assignmentId: number;
  outcome: AttemptOutcome;
  failureMode?: string;
  durationMs?: number;
  resetMs?: number;
  pauseMs?: number;
  timedBy?: TimedBy;
  startedAt?: Date;
  clockOffsetMs?: number;
  card?: CardRef;
  sequence: number;
  stationId: number | null;
  device: string;
}

/** What is on its way: an attempt not stored yet or about to be taken back, or an assignment to be put aside. */
export interface Waiting {
  id: string;
  program: string;
  /** Place in the order of the device. */
  order: number;
  /** Null when only its taking back is on the way, or when an assignment is put aside. */
  attempt: Attempt | null;
  aside?: SetAsideInput;
  stored: boolean;
  takenBack: boolean;
  tries: number;
  /** What the last try failed with; null before the first failure. */
  problem: Trouble | null;
  /** The last try was answered with a no, so that more tries may never help. */
  refused: boolean;
}

/** How entries leave the device. Both may be repeated without doing anything twice. */
export interface Courier {
  store(attempt: Attempt): Promise<unknown>;
  takeBack(program: string, id: string): Promise<unknown>;
  setAside(program: string, aside: SetAsideInput): Promise<unknown>;
  /** Called when an entry has arrived, before it leaves the outbox. */
  arrived(): Promise<unknown>;
}

/** Where entries outlive the page: a reload, a closed tab, a restarted tablet. */
export interface Shelf {
  load(): Promise<readonly Waiting[]>;
  /** Writes take effect in the order in which they were asked for. */
  put(entry: Waiting): Promise<void>;
  remove(id: string): Promise<void>;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
const UNTRIED = { tries: 0, problem: null, refused: false } as const;

export interface Outbox {
  subscribe(listener: () => void): () => void;
  entries(): readonly Waiting[];
  add(attempt: Attempt): void;
  takeBack(target: { id: string; program: string; order: number }): void;
  setAside(target: { id: string; program: string; order: number; aside: SetAsideInput }): void;
  /** Resolves once everything done so far lies on the shelf, or could not be put there. */
  settled(): Promise<void>;
  /** Lets a refused entry go for good; others stay. */
  giveUp(id: string): void;
  /** Tries at once instead of at the next turn. */
  retry(): void;
  /** Tries everything once; true when nothing waits any more that trying could send. */
  sendNow(): Promise<boolean>;
}

/**
 * What was done in the order it was done, sent one after another and kept on the shelf until they have arrived; a failure
 * is tried again after 1, 2, 4 … 20 s. Taking back an attempt that was never sent just drops it. A refused one is kept
 * and tried like the others until a person gives it up.
 */
export function makeOutbox(courier: Courier, shelf: Shelf): Outbox {
  let entries: readonly Waiting[] = [];
  const listeners = new Set<() => void>();
  let passing: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  /** `act` begins at once: what was recorded may not wait behind other writes, for the page may go at any moment. */
  const write = (act: Promise<void>) => {
    // Where the browser keeps nothing (a private window), entries still live as long as the page.
    writing = Promise.all([writing, act.catch(() => undefined)]);
  };

  const change = (next: readonly Waiting[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  const put = (entry: Waiting) => {
    write(shelf.put(entry));
    const known = entries.some((one) => one.id === entry.id);
    change(known ? entries.map((one) => (one.id === entry.id ? entry : one)) : [...entries, entry]);
  };
  const patch = (id: string, part: Partial<Pick<Waiting, 'stored' | 'takenBack'>>) => {
    const entry = entries.find((one) => one.id === id);
    if (entry) put({ ...entry, ...part });
  };
  /** How sending goes is of this page alone: written down for every entry at every try it would hold up new ones. */
  const note = (id: string, how: Partial<Pick<Waiting, 'tries' | 'problem' | 'refused'>>) =>
    change(entries.map((one) => (one.id === id ? { ...one, ...how } : one)));
  const drop = (id: string) => {
    write(shelf.remove(id));
    change(entries.filter((entry) => entry.id !== id));
  };

  async function deliver(id: string): Promise<void> {
    for (;;) {
      const entry = entries.find((one) => one.id === id);
      if (!entry) return;
      if (entry.attempt && !entry.stored) {
        await courier.store(entry.attempt);
        patch(id, { stored: true });
      } else if (entry.aside && !entry.stored) {
        await courier.setAside(entry.program, entry.aside);
        patch(id, { stored: true });
      } else if (entry.takenBack) {
        await courier.takeBack(entry.program, id);
        await courier.arrived();
        return drop(id);
      } else {
        await courier.arrived();
        const still = entries.find((one) => one.id === id);
        if (!still?.takenBack) return drop(id);
      }
    }
  }

  async function pass(): Promise<void> {
    clearTimeout(timer);
    // What is sent must lie on the shelf first: else a crash could leave it stored here and unknown there.
    await writing;
    const tried = new Set<string>();
    for (;;) {
      const entry = entries.find((one) => !tried.has(one.id));
      if (!entry) break;
      tried.add(entry.id);
      note(entry.id, { tries: entry.tries + 1 });
      await deliver(entry.id).catch((error: unknown) =>
        note(entry.id, { problem: troubleOf(error), refused: isRefusal(error) }),
      );
    }
    passing = null;
    if (entries.length) {
      const tries = Math.min(...entries.map((entry) => entry.tries));
      timer = setTimeout(run, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1)));
    }
  }

  function run(): Promise<void> {
    passing ??= pass();
    return passing;
  }

  async function loadKept(): Promise<void> {
    const kept = await shelf.load().catch(() => []);
    const here = new Set(entries.map((entry) => entry.id));
    // It may have been sent before the page went: taking it back then has to be said to the server.
    const back = kept
      .filter((entry) => !here.has(entry.id))
      .map((entry) => ({ ...entry, tries: Math.max(1, entry.tries) }));
    if (back.length === 0) return;
    change([...back, ...entries]);
    void run();
  }
  const loaded = loadKept();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    entries: () => entries,
    settled: async () => {
      await loaded;
      await writing;
    },
    add(attempt) {
      const { id, program, sequence: order } = attempt;
      put({ id, program, order, attempt, stored: false, takenBack: false, ...UNTRIED });
      void run();
    },
    takeBack({ id, program, order }) {
      const known = entries.find((entry) => entry.id === id);
      if (!known) {
        put({ id, program, order, attempt: null, stored: true, takenBack: true, ...UNTRIED });
      } else if (known.attempt && (known.tries === 0 || (known.refused && !known.stored))) {
        drop(id);
      } else {
        patch(id, { takenBack: true });
      }
      void run();
    },
    setAside(target) {
      put({ ...target, attempt: null, stored: false, takenBack: false, ...UNTRIED });
      void run();
    },
    giveUp(id) {
      if (entries.some((entry) => entry.id === id && entry.refused)) drop(id);
    },
    retry: () => void run(),
    async sendNow() {
      await run();
      return entries.every((entry) => entry.refused);
    },
  };
}
