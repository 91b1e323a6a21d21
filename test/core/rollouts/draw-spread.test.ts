import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '@/server/core/numeric/random';
import { drawSpread } from '@/server/core/rollouts/draw-spread';
import { levelCover } from '@/server/core/rollouts/level-cover';
import type { Pool } from '@/server/core/schedule/pool';
import { grid } from '../schedule/pools';

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });

/** A grid in which about `closed` of a hundred configurations have no room. */
const partlyClosed = (of: readonly number[], closed: number, seed: string): Pool => {
  const pool = grid(of, 1);
  const random = seededRandom(seed);
  for (let i = 0; i < pool.room.length; i++) if (random.int(100) < closed) pool.room[i] = 0;
  return pool;
};

const drawCase = fc
  .record({ of: sizes, closed: fc.integer({ min: 0, max: 80 }), seed: fc.string({ maxLength: 6 }) })
  .map(({ of, closed, seed }) => ({ pool: partlyClosed(of, closed, seed), seed }))
  .map((one) => ({ ...one, usable: one.pool.room.filter((room) => room > 0).length }))
  .chain(({ pool, seed, usable }) =>
    fc
      .integer({ min: 0, max: usable })
      .chain((count) =>
        fc.integer({ min: 0, max: count }).map((atRandom) => ({ pool, seed, usable, count, atRandom })),
      ),
  );

describe('a spread draw', () => {
  test('has as many different configurations as asked for, all with room, and is the same for the same seed', () => {
    fc.assert(
      fc.property(drawCase, ({ pool, seed, count, atRandom }) => {
        const drawn = drawSpread(pool, count, atRandom, seededRandom(seed));
        const all = [...drawn.random, ...drawn.dealt];
        expect(drawn.random).toHaveLength(atRandom);
        expect(new Set(all).size).toBe(count);
        expect(all.every((i) => pool.room[i] > 0)).toBe(true);
        expect(drawSpread(pool, count, atRandom, seededRandom(seed))).toEqual(drawn);
      }),
    );
  });

  test('covers every level of a whole matrix about equally when it is dealt', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.string({ maxLength: 6 }),
        (of, share, seed) => {
          const pool = grid(of, 1);
          const count = Math.floor(share * pool.room.length);
          const { dealt } = drawSpread(pool, count, 0, seededRandom(seed));
          for (const { levels } of levelCover(pool, dealt)) {
            const counts = levels.map(({ drawn }) => drawn);
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
          }
        },
      ),
    );
  });

  test('leaves no level out that the random part left out, where there are as many to deal as levels', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), fc.integer({ min: 0, max: 8 }), (seed, atRandom) => {
        const pool = grid([8, 5, 8, 2], 1);
        const { random, dealt } = drawSpread(pool, atRandom + 8, atRandom, seededRandom(seed));
        for (const { levels } of levelCover(pool, [...random, ...dealt]))
          expect(levels.every(({ drawn }) => drawn > 0)).toBe(true);
      }),
    );
  });

  test('draws its random part uniformly: the dealt part has no bearing on it', () => {
    const pool = partlyClosed([4, 3, 2], 30, 'uniform');
    const usable = [...pool.room.keys()].filter((i) => pool.room[i] > 0);
    const times = new Map(usable.map((i) => [i, 0]));
    const draws = 4000;
    for (let at = 0; at < draws; at++) {
      const { random } = drawSpread(pool, 6, 3, seededRandom(`draw ${at}`));
      for (const i of random) times.set(i, (times.get(i) ?? 0) + 1);
    }
    const expected = (draws * 3) / usable.length;
    const chiSquared = [...times.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // A sum over k − 1 free cells is beyond k + 4·√(2k) less than once in ten thousand; the seeds are fixed.
    expect(chiSquared).toBeLessThan(usable.length + 4 * Math.sqrt(2 * usable.length));
  });

  test('refuses what cannot be drawn', () => {
    const pool = partlyClosed([3, 3], 50, 'few');
    const usable = pool.room.filter((room) => room > 0).length;
    expect(() => drawSpread(pool, usable + 1, 0, seededRandom(1))).toThrow(RangeError);
    expect(() => drawSpread(pool, 1, 2, seededRandom(1))).toThrow(RangeError);
    expect(drawSpread(pool, 0, 0, seededRandom(1))).toEqual({ random: [], dealt: [] });
  });
});

test('the cover of a draw counts each level once per configuration, against what may be driven', () => {
  fc.assert(
    fc.property(drawCase, ({ pool, seed, usable, count, atRandom }) => {
      const { random, dealt } = drawSpread(pool, count, atRandom, seededRandom(seed));
      for (const { levels } of levelCover(pool, [...random, ...dealt])) {
        expect(levels.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(count);
        expect(levels.reduce((sum, level) => sum + level.usable, 0)).toBe(usable);
        expect(levels.every((level) => level.drawn <= level.usable)).toBe(true);
      }
    }),
  );
});
