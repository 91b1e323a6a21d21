import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHere, type Sign, whereabouts } from '@/server/core/collect/presence';

const NOW = 10_000_000;
const now = new Date(NOW);
const ago = (seconds: number) => new Date(NOW - 1000 * seconds);
const page = (stationId: number | null, seconds: number, leftSeconds?: number): Sign => ({
  personId: 1,
  stationId,
  at: ago(seconds),
  page: true,
  leftAt: leftSeconds === undefined ? null : ago(leftSeconds),
});
const deed = (stationId: number | null, seconds: number): Sign => ({
  personId: 1,
  stationId,
  at: ago(seconds),
  page: false,
  leftAt: null,
});
const newestFirst = (signs: readonly Sign[]) => [...signs].sort((a, b) => b.at.getTime() - a.at.getTime());
const places = (...signs: Sign[]) => whereabouts(newestFirst(signs), now).map(({ stationId }) => stationId);

describe('where people are', () => {
  it.each<[string, Sign[], (number | null)[]]>([
    ['where a page is open', [page(7, 15)], [7]],
    ['nowhere once it was closed', [page(7, 1, 0)], []],
    ['nowhere once it fell silent', [page(7, 50)], []],
    ['at the new station alone after a change', [page(7, 20, 1), page(8, 1)], [8]],
    ['where the page is, not where something was recorded just before', [page(8, 1), deed(7, 2)], [8]],
    ['where the page is, not where a recording arrived since', [page(8, 5), deed(7, 1)], [8]],
    ['where something was recorded last, without any page', [deed(7, 3), deed(8, 30)], [7]],
    ['nowhere when nothing was recorded after the page was closed', [page(7, 9, 2), deed(7, 3)], []],
    ['where something was recorded after the page was closed', [page(7, 9, 4), deed(7, 3)], [7]],
    ['at both stations where pages are open at both', [page(7, 1), page(8, 4)], [7, 8]],
    ['once where two pages are open at one', [page(7, 1), page(7, 4)], [7]],
  ])('is %s', (_, signs, expected) => expect(places(...signs)).toEqual(expected));

  it('names each person at a place once, by their newest sign there, and nobody who is silent', () => {
    const sign = fc.record({
      personId: fc.integer({ min: 1, max: 3 }),
      stationId: fc.constantFrom(null, 7, 8),
      at: fc.integer({ min: 0, max: 60 }).map(ago),
      page: fc.boolean(),
      leftAt: fc.option(fc.integer({ min: 0, max: 60 }).map(ago)),
    });
    fc.assert(
      fc.property(fc.array(sign), (all) => {
        const signs = newestFirst(all.map((one) => ({ ...one, leftAt: one.page ? one.leftAt : null })));
        const there = whereabouts(signs, now);
        const keys = there.map(({ personId, stationId }) => `${personId} ${stationId}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const { at } of there) expect(isHere(at, now)).toBe(true);
        for (const { personId, page: byPage } of there) {
          const own = there.filter((one) => one.personId === personId);
          if (!byPage) expect(own).toHaveLength(1);
        }
      }),
    );
  });
});
