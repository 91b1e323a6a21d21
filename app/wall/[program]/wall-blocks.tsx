'use client';

import { IconBan, IconCircleCheck } from '@tabler/icons-react';
import { useLanguage, useSay } from '@/app/_messages/say';
import { usualWord } from '@/app/p/[program]/(operator)/today/usual-word';
import classes from './wall.module.css';
import { clockWords, type WallData } from './wall-words';

const MOST_SHOWN = 4;

/** What is blocked, by what, where and since when. */
export function WallBlocks({ blocked, timeZone }: { blocked: WallData['blocked']; timeZone: string }) {
  const say = useSay();
  const language = useLanguage();
  if (blocked.length === 0)
    return (
      <section className={classes.panel} aria-label={say('wall.blocked')}>
        <p className={classes.free}>
          <IconCircleCheck aria-hidden /> {say('wall.blocked.none')}
        </p>
      </section>
    );
  const more = blocked.length - MOST_SHOWN;
  const now = new Date();
  return (
    <section className={classes.panel} data-blocked aria-label={say('wall.blocked')}>
      <h2>
        <IconBan aria-hidden /> {say('wall.blocked')}
      </h2>
      <ul>
        {blocked.slice(0, MOST_SHOWN).map(({ station, reason, recordings, since }) => (
          <li key={`${station}/${reason}`}>
            <strong>{usualWord(say, reason)}</strong>
            <span className={classes.note}>
              {[
                station,
                say('wall.blocked.count', { count: recordings }),
                say('wall.since', { time: clockWords(language, timeZone, since, now) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes.note}>{say('wall.more', { count: more })}</p>}
    </section>
  );
}
