'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';
import { type Say, useLanguage, useSay } from '@/app/_messages/say';
import { useTRPC } from '@/app/_trpc/client';
import { TextLink } from '@/app/_ui/links';
import { improvementWords, planWords } from '@/app/p/[program]/(operator)/why/why-words';
import { useLost } from './use-lost';
import classes from './wall.module.css';
import { WallBlocks } from './wall-blocks';
import { WallClosed } from './wall-closed';
import { WallStation } from './wall-station';
import { WallToday } from './wall-today';
import { clockWords, type WallData } from './wall-words';

/** Signs of life that change nothing are no events; how fresh they are is asked this often. */
const AGAIN_MS = 15_000;

/** Readable from five metres: how the round stands, who works on what, what is blocked, what came in today, and why. */
export function Wall({ program }: { program: string }) {
  const trpc = useTRPC();
  const say = useSay();
  const language = useLanguage();
  const { data, error, dataUpdatedAt } = useSuspenseQuery({
    ...trpc.wall.show.queryOptions({ program }),
    refetchInterval: AGAIN_MS,
  });
  const { data: why } = useSuspenseQuery(trpc.wall.why.queryOptions({ program }));
  const lost = useLost(dataUpdatedAt, 3 * AGAIN_MS);
  if (error instanceof TRPCClientError && error.data?.httpStatus >= 401 && error.data?.httpStatus <= 404)
    return <WallClosed />;
  const { round } = data;
  return (
    <main className={classes.wall} id="content">
      <header className={classes.head}>
        <h1>
          {data.program}
          {data.simulated && <span className={classes.note}> · {say('simulated')}</span>}
        </h1>
        <p className={classes.answer}>{roundWords(say, data)}</p>
        {round && (
          <div
            className={classes.track}
            role="img"
            aria-label={say('wall.progress', { logged: round.logged, asked: round.asked, confirmed: round.confirmed })}
          >
            <div className={classes.confirmed} style={{ width: share(round.confirmed, round.asked) }} />
            <div className={classes.logged} style={{ width: share(round.logged, round.asked) }} />
          </div>
        )}
        {lost && (
          <p className={classes.lost} role="alert">
            {say('wall.lost', { time: clockWords(language, data.timeZone, data.now) })}
          </p>
        )}
      </header>
      <section
        className={classes.stations}
        aria-label={say('wall.stations')}
        data-many={data.stations.length > 6 || undefined}
        data-few={data.stations.length <= 4 || undefined}
        data-two={data.stations.length <= 2 || undefined}
      >
        {data.stations.length === 0 && <p className={classes.note}>{say('wall.noStations')}</p>}
        {data.stations.map((station) => (
          <WallStation key={station.id} station={station} timeZone={data.timeZone} />
        ))}
      </section>
      <div className={classes.side}>
        <WallBlocks blocked={data.blocked} timeZone={data.timeZone} />
        <WallToday today={data.today} />
        <section className={classes.panel} aria-label={say('reasons.page')}>
          <h2>
            <TextLink href={`/wall/${program}/why`}>{say('reasons.page')}</TextLink>
          </h2>
          {why.improvement?.share != null && <p>{improvementWords(say, language, why)}</p>}
          <p>{planWords(say, language, why.efficiency)}</p>
        </section>
      </div>
    </main>
  );
}

const share = (part: number, whole: number) => `${whole > 0 ? Math.min(100, (100 * part) / whole) : 0}%`;

function roundWords(say: Say, { round }: WallData): string {
  if (!round) return say('wall.noRound');
  const values = { number: round.number ?? '–', logged: round.logged, asked: round.asked, left: round.left };
  return say(round.left > 0 ? 'wall.round' : 'wall.round.all', values);
}
