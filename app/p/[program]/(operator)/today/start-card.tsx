'use client';

import type { MessageKey } from '@/app/_messages/languages';
import { type Say, useSay } from '@/app/_messages/say';
import type { StartCard } from '@/server/core/collect/start-cards';
import classes from './today.module.css';

/** What a start's words are about; a panel proposed from start templates names its parts as they do. */
const PARTS = {
  zone: 'start.zone',
  orientation: 'start.orientation',
  distractors: 'start.distractors',
  seed: 'start.seed',
} as const satisfies Record<string, MessageKey>;

/** Where this recording starts, large enough to read while placing the object. */
export function StartCardView({ card }: { card: StartCard }) {
  const say = useSay();
  const parts = partsOf(card, say);
  return (
    <section className={classes.startCard} aria-label={say('start')}>
      <h3>{card.kind === 'panel' ? say('start.panel', { number: card.position + 1, of: card.of }) : say('start')}</h3>
      {parts.length > 0 ? (
        <dl>
          {parts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>{say('start.free')}</p>
      )}
    </section>
  );
}

function partsOf(card: StartCard, say: Say): [string, string][] {
  if (card.kind === 'panel') {
    return Object.entries(card.start).map(([name, value]) => [
      name in PARTS ? say(PARTS[name as keyof typeof PARTS]) : name,
      wordsOf(value),
    ]);
  }
  const parts: [MessageKey, string | null][] = [
    [PARTS.zone, card.zone],
    [PARTS.orientation, card.orientation],
    [PARTS.distractors, card.distractors],
  ];
  return parts.flatMap(([name, value]) => (value === null ? [] : [[say(name), value]]));
}

/** What a panel states of one part of a start, whatever its shape, without the marks of its file. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(', ');
  if (value === null || typeof value !== 'object') return String(value ?? '–');
  return Object.entries(value)
    .map(([name, part]) => `${name} ${wordsOf(part)}`)
    .join(', ');
}
