import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardAt, deckSize, type StartTemplate, upcomingCards } from '@/server/core/collect/start-cards';

const words = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 4 });
const template: fc.Arbitrary<StartTemplate> = fc.record({
  id: fc.constant(1),
  zones: words,
  orientations: words,
  distractors: words,
  seed: fc.nat(),
});
const said = (card: object) => JSON.stringify({ ...card, position: 0 });

describe('start cards', () => {
  it('any run as long as the deck shows every card once', () => {
    fc.assert(
      fc.property(template, fc.nat(500), fc.nat(200), (made, configuration, from) => {
        const size = deckSize(made);
        const run = upcomingCards(made, configuration, { from, used: new Set(), count: size });
        expect(new Set(run.map(said)).size).toBe(size);
      }),
    );
  });

  it('a place always shows the same card, and used places are passed over', () => {
    fc.assert(
      fc.property(
        template,
        fc.nat(500),
        fc.uniqueArray(fc.nat(30), { maxLength: 12 }),
        (made, configuration, drawn) => {
          const used = new Set(drawn);
          const cards = upcomingCards(made, configuration, { from: 0, used, count: 10 });
          expect(cards).toHaveLength(10);
          for (const card of cards) {
            expect(used.has(card.position)).toBe(false);
            expect(cardAt(made, configuration, card.position)).toEqual(card);
          }
        },
      ),
    );
  });
});
