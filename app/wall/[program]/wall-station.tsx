'use client';

import { IconCircleDashed, IconCircleFilled, IconPlayerRecordFilled } from '@tabler/icons-react';
import { type Say, useLanguage, useSay } from '@/app/_messages/say';
import classes from './wall.module.css';
import { clockWords, type WallPlace } from './wall-words';

/** One station: who is there, what is in work and since when, what it brought in today. */
export function WallStation({ station, timeZone }: { station: WallPlace; timeZone: string }) {
  const say = useSay();
  const language = useLanguage();
  const [first] = station.work;
  const here = station.people.length > 0;
  const state = first ? 'working' : here ? 'here' : 'gone';
  const Icon = { working: IconPlayerRecordFilled, here: IconCircleFilled, gone: IconCircleDashed }[state];
  const time = (at: Date) => clockWords(language, timeZone, at);
  return (
    <article className={classes.station} data-state={state}>
      <header>
        <Icon aria-hidden />
        <h2>{station.name ?? say('wall.elsewhere')}</h2>
        <span className={classes.count}>{say('wall.loggedToday', { count: station.loggedToday })}</span>
      </header>
      {station.work.map((work) => (
        <div key={work.assignmentId}>
          <p className={classes.what}>{work.levels.join('\u00a0· ')}</p>
          <p className={classes.note}>
            {[
              work.person,
              say('wall.done', { logged: work.logged, wanted: work.wanted }),
              say('wall.since', { time: time(work.since) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
      ))}
      <p className={classes.note}>{presenceWords(say, station, time)}</p>
    </article>
  );
}

/** Who is there, by the last sign of life; without names only how many. */
function presenceWords(say: Say, { people, lastSeenAt, work }: WallPlace, time: (at: Date) => string): string {
  if (people.length > 0) {
    const names = people.flatMap(({ name }) => name ?? []);
    if (names.length > 0) return say('wall.here.named', { names: names.join(', ') });
    return say('wall.here', { count: people.length });
  }
  if (lastSeenAt) return say(work.length > 0 ? 'wall.silent' : 'wall.gone', { time: time(lastSeenAt) });
  return say('wall.nobody');
}
