'use client';

import { useLanguage, useSay } from '@/app/_messages/say';
import classes from './wall.module.css';
import type { WallData } from './wall-words';

/** What came in today, by the hour of the server's receipt. */
export function WallToday({ today }: { today: WallData['today'] }) {
  const say = useSay();
  const language = useLanguage();
  const first = today.hours.findIndex((count) => count > 0);
  const last = today.hours.findLastIndex((count) => count > 0);
  const shown = first < 0 ? [] : today.hours.slice(first, last + 1).map((count, i) => ({ hour: first + i, count }));
  const most = Math.max(1, ...today.hours);
  return (
    <section className={classes.panel} aria-label={say('wall.today')}>
      <p className={classes.gained}>
        <strong>{today.logged.toLocaleString(language)}</strong> {say('wall.today.count', { count: today.logged })}
      </p>
      {shown.length > 1 && (
        <ol className={classes.hours} aria-label={say('wall.byHour')}>
          {shown.map(({ hour, count }) => (
            <li key={hour}>
              <span aria-hidden style={{ height: `${(100 * count) / most}%` }} />
              <small>{say('wall.hour', { hour, count })}</small>
            </li>
          ))}
        </ol>
      )}
      <p className={classes.note}>{say('wall.today.clock', { count: today.lastHour })}</p>
    </section>
  );
}
