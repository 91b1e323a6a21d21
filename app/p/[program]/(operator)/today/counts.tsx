'use client';

import type { MessageKey } from '@/app/_messages/languages';
import { useLanguage, useSay } from '@/app/_messages/say';
import classes from './today.module.css';

/** Asked, logged, confirmed and left, large enough to read standing. */
export function CountRow({
  label,
  asked,
  logged,
  confirmed,
  left,
}: {
  label: string;
  asked: number;
  logged: number;
  confirmed: number;
  left: number;
}) {
  const say = useSay();
  const language = useLanguage();
  const figures: [MessageKey, number][] = [
    ['count.asked', asked],
    ['count.logged', logged],
    ['count.confirmed', confirmed],
    ['count.left', left],
  ];
  return (
    <dl className={classes.counts} aria-label={label}>
      {figures.map(([name, count]) => (
        <div key={name}>
          <dt>{say(name)}</dt>
          <dd>{count.toLocaleString(language)}</dd>
        </div>
      ))}
    </dl>
  );
}
