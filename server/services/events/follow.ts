import type { Db } from '@/db/client';
import { lastEventId, type News, newsAfter } from '@/db/queries/record';
import type { ProgramContext } from '../context';

const PAUSE_MS = 500;

/** Followers that hear of something in the same moment are told after each other, over so long at the most. */
const SPREAD_MS = 400;
const EACH_MS = 2;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What happens in the program, from after event `lastId` on (from now on when undefined), in order and without gaps.
 * Ends when `signal` aborts. The table is the truth; there is nothing to miss between two looks.
 */
export async function* followEvents(
  ctx: ProgramContext,
  lastId: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<News> {
  let after = lastId ?? (await lastEventId(ctx.db, ctx.scope));
  while (!signal.aborted) {
    const look = sharedLook(ctx, after);
    const news = await untilAborted(look, signal);
    if (!news) return;
    after = news.id;
    // Two hundred messages at once would keep everybody's attempts waiting.
    await pause(Math.random() * Math.min(SPREAD_MS, (look.followers - 1) * EACH_MS));
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

function sharedLook(ctx: ProgramContext, after: number): Look {
  const ofDatabase = looks.get(ctx.db) ?? new Map<string, Look>();
  looks.set(ctx.db, ofDatabase);
  const key = `${ctx.scope.programId} ${after}`;
  const known = ofDatabase.get(key);
  if (known) return known;
  const look: Look = { waiting: 0, followers: 0, news: Promise.resolve(null) };
  ofDatabase.set(key, look);
  look.news = firstNews(ctx, after, look, () => ofDatabase.delete(key));
  return look;
}

/** Looks until something happened after that event; null once nobody waits for it any more. Nobody joins from `end` on. */
async function firstNews({ db, scope }: ProgramContext, after: number, look: Look, end: () => void) {
  try {
    for (;;) {
      await pause(PAUSE_MS);
      if (look.waiting === 0) return null;
      const news = await newsAfter(db, scope, after);
      if (news) return news;
    }
  } finally {
    end();
  }
}

/** The news of a look; null as soon as `signal` aborts. */
async function untilAborted(look: Look, signal: AbortSignal): Promise<News | null> {
  let abort = () => {};
  const aborted = new Promise<null>((resolve) => {
    abort = () => resolve(null);
    signal.addEventListener('abort', abort, { once: true });
  });
  look.waiting++;
  look.followers++;
  try {
    return await Promise.race([look.news, aborted]);
  } finally {
    look.waiting--;
    signal.removeEventListener('abort', abort);
  }
}
