/** What was told, gathered until it is worked on. */
export interface Gatherer<T> {
  tell(news: readonly T[]): void;
  /** Forgets what was told and not worked on yet. */
  stop(): void;
}

/**
 * Hands `work` all that was told since its last call, each thing once, within `withinMs` and at most once in half of
 * it. The moment is drawn by `random` in [0, 1), so that many tabs that are told together do not ask together.
 */
export function gather<T>(
  withinMs: number,
  work: (news: ReadonlySet<T>) => void,
  random: () => number = Math.random,
): Gatherer<T> {
  let told = new Set<T>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hand = () => {
    const news = told;
    told = new Set();
    timer = undefined;
    work(news);
  };
  return {
    tell(news) {
      for (const one of news) told.add(one);
      if (told.size > 0) timer ??= setTimeout(hand, withinMs * (0.5 + random() / 2));
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      told = new Set();
    },
  };
}
