import type { AttemptOutcome } from '@/server/core/collect/words';
import { isRefusal, problemOf } from './problem-of';

/** One attempt as its device made it. */
export interface Attempt {
  id: string;
  assignmentId: number;
  outcome: AttemptOutcome;
  failureMode?: string;
  durationMs?: number;
  startedAt?: Date;
  sequence: number;
  stationId: number | null;
  device: string;
}

/** An attempt on its way: not stored yet, or about to be taken back. */
export interface Waiting {
  id: string;
  /** Null when only its taking back is on the way. */
  attempt: Attempt | null;
  stored: boolean;
  takenBack: boolean;
  tries: number;
  /** What the last try failed with, as a sentence; null before the first failure. */
  problem: string | null;
  /** The last try was answered with a no, so that more tries may never help. */
  refused: boolean;
}

/** How entries leave the device. Both may be repeated without doing anything twice. */
export interface Courier {
  store(attempt: Attempt): Promise<unknown>;
  takeBack(id: string): Promise<unknown>;
  /** Called when an entry has arrived, before it leaves the outbox. */
  arrived(): Promise<unknown>;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
const UNTRIED = { tries: 0, problem: null, refused: false } as const;

export interface Outbox {
  subscribe(listener: () => void): () => void;
  entries(): readonly Waiting[];
  add(attempt: Attempt): void;
  takeBack(id: string): void;
  /** Lets a refused entry go for good; others stay. */
  giveUp(id: string): void;
  /** Tries at once instead of at the next turn. */
  retry(): void;
}

/**
 * Attempts in the order they were made, sent one after another and kept until they have arrived; a failure is tried
 * again after 1, 2, 4 … 20 s. Taking back an attempt that was never sent just drops it. A refused one is kept and tried
 * like the others until a person gives it up.
 */
export function makeOutbox(courier: Courier): Outbox {
  let entries: readonly Waiting[] = [];
  const listeners = new Set<() => void>();
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const change = (next: readonly Waiting[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  const patch = (id: string, part: Partial<Waiting>) =>
    change(entries.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)));

  async function deliver(id: string): Promise<void> {
    for (;;) {
      const entry = entries.find((one) => one.id === id);
      if (!entry) return;
      if (entry.attempt && !entry.stored) {
        await courier.store(entry.attempt);
        patch(id, { stored: true });
      } else if (entry.takenBack) {
        await courier.takeBack(id);
        await courier.arrived();
        return change(entries.filter((one) => one.id !== id));
      } else {
        await courier.arrived();
        const still = entries.find((one) => one.id === id);
        if (!still?.takenBack) return change(entries.filter((one) => one.id !== id));
      }
    }
  }

  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    const tried = new Set<string>();
    for (;;) {
      const entry = entries.find((one) => !tried.has(one.id));
      if (!entry) break;
      tried.add(entry.id);
      patch(entry.id, { tries: entry.tries + 1 });
      await deliver(entry.id).catch((error: unknown) =>
        patch(entry.id, { problem: problemOf(error), refused: isRefusal(error) }),
      );
    }
    busy = false;
    if (entries.length) {
      const tries = Math.min(...entries.map((entry) => entry.tries));
      timer = setTimeout(run, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1)));
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    entries: () => entries,
    add(attempt) {
      change([...entries, { id: attempt.id, attempt, stored: false, takenBack: false, ...UNTRIED }]);
      void run();
    },
    takeBack(id) {
      const known = entries.find((entry) => entry.id === id);
      if (!known) {
        change([...entries, { id, attempt: null, stored: true, takenBack: true, ...UNTRIED }]);
      } else if (known.tries === 0 || (known.refused && !known.stored)) {
        change(entries.filter((entry) => entry.id !== id));
      } else {
        patch(id, { takenBack: true });
      }
      void run();
    },
    giveUp: (id) => change(entries.filter((entry) => entry.id !== id || !entry.refused)),
    retry: () => void run(),
  };
}
