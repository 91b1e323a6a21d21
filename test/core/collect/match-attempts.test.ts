import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Comparable, matchAttempts } from '@/server/core/collect/match-attempts';

const one = (seconds: number | null, more: Partial<Comparable> = {}): Comparable => ({
  configurationId: 1,
  task: 'pour the milk',
  durationMs: seconds === null ? null : seconds * 1000,
  ...more,
});

const anything = fc.array(
  fc.record({
    configurationId: fc.constantFrom(1, 2, null),
    task: fc.constantFrom('pour', 'Pour ', 'wipe', ''),
    durationMs: fc.option(fc.integer({ min: 500, max: 60_000 })),
  }),
  { maxLength: 12 },
);

/** A session: lengths of what was recorded, small errors of the clocks, and which of them one side lost. */
const session = fc.array(
  fc.record({
    ms: fc.integer({ min: 5000, max: 60_000 }),
    error: fc.integer({ min: -60, max: 60 }),
    lost: fc.boolean(),
  }),
  { minLength: 1, maxLength: 25 },
);

const take = (ms: number, lost: boolean) => ({ ms, error: ms === 7004 ? 18 : 0, lost });

describe('pairs', () => {
  test('are monotone, one to one, and of one configuration, whatever was recorded', () => {
    fc.assert(
      fc.property(anything, anything, (episodes, attempts) => {
        const { matched, proposed } = matchAttempts(episodes, attempts);
        const pairs = [...matched, ...proposed].sort((a, b) => a.episode - b.episode);
        for (const [p, { episode, attempt }] of pairs.entries()) {
          expect(episodes[episode].configurationId).toBe(attempts[attempt].configurationId);
          if (p > 0) expect(pairs[p - 1].episode).toBeLessThan(episode);
          if (p > 0) expect(pairs[p - 1].attempt).toBeLessThan(attempt);
        }
      }),
    );
  });

  test('of equal sequences with known lengths are all certain', () => {
    fc.assert(
      fc.property(session, (takes) => {
        const { matched, proposed } = matchAttempts(
          takes.map(({ ms }) => one(ms / 1000)),
          takes.map(({ ms, error }) => one((ms + error) / 1000)),
        );
        expect(proposed).toEqual([]);
        expect(matched).toEqual(takes.map((_, at) => ({ episode: at, attempt: at })));
      }),
    );
  });

  test('are certain only where true when one side lost some', () => {
    fc.assert(
      fc.property(session, fc.boolean(), (takes, episodesLost) => {
        const numbered = takes.map((take, number) => ({ ...take, number }));
        const kept = numbered.filter(({ lost }) => !lost);
        const [episodes, attempts] = episodesLost ? [kept, numbered] : [numbered, kept];
        const { matched } = matchAttempts(
          episodes.map(({ ms }) => one(ms / 1000)),
          attempts.map(({ ms, error }) => one((ms + error) / 1000)),
        );
        for (const { episode, attempt } of matched) expect(episodes[episode].number).toBe(attempts[attempt].number);
      }),
      // The third of five was nearly as long as the second of the two that were kept.
      { examples: [[[7095, 5000, 5000, 7004, 9398].map((ms, at) => take(ms, at > 0 && at < 4)), true]] },
    );
  });

  test('do not depend on attempts of other configurations around them', () => {
    fc.assert(
      fc.property(session, session, (takes, others) => {
        const episodes = takes.map(({ ms }) => one(ms / 1000));
        const strange = others.map(({ ms }) => one(ms / 1000, { configurationId: 2 }));
        const attempts = takes.map(({ ms, error }) => one((ms + error) / 1000));
        const alone = matchAttempts(episodes, attempts);
        const among = matchAttempts(episodes, [...strange, ...attempts, ...strange]);
        expect(among.matched.map(({ attempt }) => attempt - strange.length)).toEqual(
          alone.matched.map((p) => p.attempt),
        );
      }),
    );
  });
});

describe('a person is asked', () => {
  test('where equal lengths leave open which attempt has no episode', () => {
    const { matched, proposed } = matchAttempts([one(20), one(20), one(20)], Array(4).fill(one(20)));
    expect(matched).toEqual([]);
    expect(proposed.map(({ why }) => why)).toEqual(['several fit', 'several fit', 'several fit']);
  });

  test('where lengths are unknown, even when the numbers agree', () => {
    const { matched, proposed } = matchAttempts([one(20), one(30)], [one(null), one(null)]);
    expect([matched.length, proposed.length]).toEqual([0, 2]);
    expect(proposed.every(({ why }) => why === 'length unknown')).toBe(true);
  });

  test('only about the stretch that is in doubt', () => {
    const lengths = [12, 31, 20, 20.2, 20.1, 44, 9];
    const recorded = lengths.filter((_, at) => at !== 3);
    const { matched, proposed } = matchAttempts(
      recorded.map((s) => one(s)),
      lengths.map((s) => one(s)),
    );
    expect(matched.map(({ episode, attempt }) => [recorded[episode], lengths[attempt]])).toEqual([
      [12, 12],
      [31, 31],
      [44, 44],
      [9, 9],
    ]);
    expect(proposed.map(({ episode }) => recorded[episode])).toEqual([20, 20.1]);
  });

  test('about nothing where nothing was recorded or logged', () => {
    expect(matchAttempts([], [one(1)])).toEqual({ matched: [], proposed: [] });
    expect(matchAttempts([one(1)], [])).toEqual({ matched: [], proposed: [] });
  });
});
