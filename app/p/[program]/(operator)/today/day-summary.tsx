'use client';

import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MessageKey } from '@/app/_messages/languages';
import { type Say, useLanguage, useSay } from '@/app/_messages/say';
import { useTRPC } from '@/app/_trpc/client';
import { durationWords } from '@/app/_ui/duration-words';
import type { DayFigures } from '@/db/queries/day';
import { secondsIn } from './lengths';
import { troubleOf, troubleWords } from './problem-of';
import classes from './today.module.css';

/** What the day came to, about persons as far as the program says. */
export function DaySummary({ program, onClose }: { program: string; onClose: () => void }) {
  const say = useSay();
  const language = useLanguage();
  const trpc = useTRPC();
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.collect.day.queryOptions({ program }),
    // What was recorded since it was last open counts.
    staleTime: 0,
    networkMode: 'always',
  });
  const day =
    data && new Date(`${data.day}T12:00:00Z`).toLocaleDateString(language, { dateStyle: 'full', timeZone: 'UTC' });
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('day')}
      size="lg"
      classNames={{ title: classes.dialogTitle }}
      closeButtonProps={{ 'aria-label': say('act.back') }}
    >
      <div lang={language} className={classes.help}>
        {isFetching && !data && <p role="status">{say('day.loading')}</p>}
        {error && !isFetching && (
          <>
            <p role="alert">{troubleWords(say, troubleOf(error))}</p>
            <button type="button" className={classes.keyButton} onClick={() => refetch()}>
              {say('offline.again')}
            </button>
          </>
        )}
        {data && (
          <>
            <p className={classes.quiet}>{day}</p>
            <p className={classes.gained}>{say('day.gained', { count: data.logged })}</p>
            {data.about === 'off' && <p className={classes.quiet}>{say('day.off')}</p>}
            {data.own && <Figures title={say('day.own')} figures={data.own} say={say} language={language} />}
            {data.team && <Figures title={say('day.team')} figures={data.team} say={say} language={language} />}
            {data.about === 'named' && <p className={classes.quiet}>{say('day.named')}</p>}
          </>
        )}
      </div>
    </Modal>
  );
}

function Figures({
  title,
  figures,
  say,
  language,
}: {
  title: string;
  figures: DayFigures;
  say: Say;
  language: string;
}) {
  if (figures.attempts === 0) return <p>{say('day.empty')}</p>;
  const rows: [MessageKey, string][] = [
    ['day.attempts', figures.attempts.toLocaleString(language)],
    ['day.logged', figures.logged.toLocaleString(language)],
    ['day.discarded', figures.discarded.toLocaleString(language)],
    ['day.active', durationWords(figures.activeMs)],
    ['day.reset', durationWords(figures.resetMs)],
    ['day.pause', durationWords(figures.pauseMs)],
  ];
  if (figures.medianMs !== null) rows.push(['day.median', secondsIn(language, figures.medianMs)]);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className={classes.counts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.quiet}>{say('day.clock', { wall: figures.byWallClock, recorder: figures.byRecorder })}</p>
    </section>
  );
}
