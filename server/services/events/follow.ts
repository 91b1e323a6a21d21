import type { Db } from '@/db/client';
import { lastEventId, type News, newsAfter } from '@/db/queries/record';
import type { ProgramContext } from '../context';

/** How soon followers are told. */
interface Pace {
  /** Between two looks at the table. */
  everyMs: number;
  /** Those who hear of something in the same moment are told after each other, over so long at the most. */
  spreadMs: number;
}

/** `looking` is for pages on which others' work is watched; a page of somebody at work asks for itself after all they do. */
const PACES = {
  looking: { everyMs: 500, spreadMs: 400 },
  working: { everyMs: 3000, spreadMs: 2000 },
} as const satisfies Record<string, Pace>;
const EACH_MS = 10;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What happens in the program, from after event `lastId` on (from now on when undefined), in order and without gaps.
 * Ends when `signal` aborts. The table is the truth; there is nothing to miss between two looks.
 */
export async function* followEvents(
  ctx: ProgramContext,
  lastId: number | undefined,
  signal: AbortSignal,
  pace: keyof typeof PACES = 'looking',
): AsyncGenerator<News> {
  let after = lastId ?? (await lastEventId(ctx.db, ctx.scope));
  while (!signal.aborted) {
    const look = sharedLook(ctx, after, pace);
    look.waiting++;
    look.followers++;
    const news = await untilAborted(look.news, signal);
    look.waiting--;
    if (!news) return;
    after = news.id;
    // Two hundred messages at once would keep everybody's attempts waiting.
    const spread = Math.min(PACES[pace].spreadMs, (look.followers - 1) * EACH_MS);
    await untilAborted(pause(Math.random() * spread), signal);
    yield news;
  }
}

interface Look {
  news: Promise<News | null>;
  waiting: number;
  /** How many waited for it, those included that have left. */
  followers: number;
}

/** Followers of one program are all behind the same event sooner or later, and from then on look together. */
const looks = new WeakMap<Db, Map<string, Look>>();

function sharedLook(ctx: ProgramContext, after: number, pace: keyof typeof PACES): Look {
  const ofDatabase = looks.get(ctx.db) ?? new Map<string, Look>();
  looks.set(ctx.db, ofDatabase);
  const key = `${ctx.scope.programId} ${after} ${pace}`;
  const known = ofDatabase.get(key);
  if (known) return known;
  const look: Look = { waiting: 0, followers: 0, news: Promise.resolve(null) };
  ofDatabase.set(key, look);
  look.news = firstNews(ctx, after, look, PACES[pace], () => ofDatabase.delete(key));
  return look;
}

/** Looks until something happened after that event; null once nobody waits for it any more. Nobody joins from `end` on. */
async function firstNews({ db, scope }: ProgramContext, after: number, look: Look, { everyMs }: Pace, end: () => void) {
  try {
    for (;;) {
      await pause(everyMs);
      if (look.waiting === 0) return null;
      const news = await newsAfter(db, scope, after);
      if (news) return news;
    }
  } finally {
    end();
  }
}

/** What `promise` resolves to; null as soon as `signal` aborts. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  let abort = () => {};
  const aborted = new Promise<null>((resolve) => {
    abort = () => resolve(null);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
