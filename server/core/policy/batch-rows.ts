import { preparationsOf } from './ensemble';
import type { PolicyCard } from './schema';

/** Bytes one message may carry in either direction, and the most rows that still pay. */
const MESSAGE_BYTES = 16 * 2 ** 20;
const MOST_ROWS = 1024;

/**
 * Largest batch for these members: as many rows as fit a message both ways, 1 to 1024. Free dimensions count as the
 * largest size in use for pictures.
 */
export function batchRows(cards: readonly PolicyCard[]): number {
  const rowValues = (card: PolicyCard) =>
    card.inputs.reduce(
      (sum, { shape }) => sum + shape.slice(1).reduce<number>((n, d) => n * (typeof d === 'number' ? d : 640), 1),
      0,
    );
  const inward = preparationsOf(cards).preparations.reduce((sum, card) => sum + rowValues(card), 0);
  const outward = cards.reduce((sum, card) => sum + card.samples * card.chunkLength * card.actions.length, 0);
  return Math.max(1, Math.min(MOST_ROWS, Math.floor(MESSAGE_BYTES / 4 / Math.max(inward, outward, 1))));
}
