import { seededRandom } from '../numeric/random';

/** Zones, orientations and distractors that every start is combined of; an empty list states nothing about its part. */
export interface StartTemplate {
  id: number;
  zones: readonly string[];
  orientations: readonly string[];
  distractors: readonly string[];
  seed: number;
}

/** A start drawn from a template. */
export type TemplateCard = Extract<StartCard, { kind: 'template' }>;

/** Where one recording starts: a card of a template, or a start of a frozen panel. */
export type StartCard =
  | {
      kind: 'template';
      templateId: number;
      /** Place in the deck of its configuration, from 0. */
      position: number;
      zone: string | null;
      orientation: string | null;
      distractors: string | null;
    }
  | {
      kind: 'panel';
      panelStartId: number;
      /** Place in its panel, from 0, and how many starts that has. */
      position: number;
      of: number;
      /** What was stated of it; nothing where its configuration had no template when the panel was drawn. */
      start: Record<string, unknown>;
    };

/** How many different cards a template has. */
export function deckSize({ zones, orientations, distractors }: StartTemplate): number {
  return [zones, orientations, distractors].reduce((n, words) => n * Math.max(1, words.length), 1);
}

/**
 * Card number `position` of a configuration's deck. The deck is one permutation drawn from the template's seed and
 * repeated, so that any `deckSize` cards in a row are all different. O(deck).
 */
export function cardAt(template: StartTemplate, configurationId: number, position: number): StartCard {
  return cardOf(template, orderOf(template, configurationId), position);
}

/**
 * The next `count` cards from place `from` on, without the places `used`. A card whose attempt was discarded or taken
 * back is not used: it comes first again, so that a hard start cannot be dodged. O(deck + used + count).
 */
export function upcomingCards(
  template: StartTemplate,
  configurationId: number,
  { from, used, count }: { from: number; used: ReadonlySet<number>; count: number },
): StartCard[] {
  const order = orderOf(template, configurationId);
  const cards: StartCard[] = [];
  for (let position = from; cards.length < count; position++) {
    if (!used.has(position)) cards.push(cardOf(template, order, position));
  }
  return cards;
}

function orderOf(template: StartTemplate, configurationId: number): number[] {
  const all = Array.from({ length: deckSize(template) }, (_, index) => index);
  return seededRandom(`${template.seed}/${configurationId}`).shuffle(all);
}

function cardOf(template: StartTemplate, order: readonly number[], position: number): StartCard {
  const { id, zones, orientations, distractors } = template;
  let rest = order[position % order.length];
  const part = (words: readonly string[]) => {
    if (words.length === 0) return null;
    const word = words[rest % words.length];
    rest = Math.floor(rest / words.length);
    return word;
  };
  return {
    kind: 'template',
    templateId: id,
    position,
    zone: part(zones),
    orientation: part(orientations),
    distractors: part(distractors),
  };
}
