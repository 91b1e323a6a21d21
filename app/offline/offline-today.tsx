'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import superjson from 'superjson';
import { LANGUAGE_COOKIE, languageAmong } from '@/app/_messages/languages';
import { Speaking, Spoken, useSay } from '@/app/_messages/say';
import { useTRPC } from '@/app/_trpc/client';
import { LonePage } from '@/app/_ui/lone-page';
import { keptSession } from '@/app/_ui/shell/session';
import { CardSkeleton } from '@/app/p/[program]/(operator)/today/card-skeleton';
import { seenOf } from '@/app/p/[program]/(operator)/today/device-store';
import { OfflineReady } from '@/app/p/[program]/(operator)/today/offline-ready';
import { useOnline } from '@/app/p/[program]/(operator)/today/sync-state';
import { Today } from '@/app/p/[program]/(operator)/today/today';
import type { KeptAnswers, Person } from '@/app/p/[program]/(operator)/today/use-today';
import classes from './offline.module.css';

interface Known {
  program: string;
  person: Person;
}

/** Today from what this device saw last, wherever a page could not be reached; everything else waits for the network. */
export function OfflineToday() {
  const queries = useQueryClient();
  const trpc = useTRPC();
  const [known, setKnown] = useState<Known | null | 'nothing'>(null);
  useEffect(() => {
    const program = /^\/p\/([^/]+)\/today/.exec(window.location.pathname)?.[1];
    const person = keptSession();
    const fill = async () => {
      const seen = program && person ? await seenOf(person.id, program) : undefined;
      if (!seen || !person) return setKnown('nothing');
      const { today, stations } = superjson.parse<KeptAnswers>(seen.answers);
      const stationId = Number(localStorage.getItem(`rota.station.${seen.program}`)) || null;
      for (const station of new Set([null, stationId, seen.stationId]))
        queries.setQueryData(trpc.collect.today.queryKey({ program: seen.program, stationId: station }), today);
      queries.setQueryData(trpc.stations.list.queryKey({ program: seen.program }), stations);
      setKnown({ program: seen.program, person });
    };
    fill().catch(() => setKnown('nothing'));
  }, [queries, trpc]);
  if (known === null) return <CardSkeleton />;
  return (
    <Speaking initial={languageHere()}>
      <Spoken>{known === 'nothing' ? <Unreachable /> : <FromHere known={known} />}</Spoken>
    </Speaking>
  );
}

function FromHere({ known }: { known: Known }) {
  return (
    <main className={classes.page} id="content">
      <FullPage />
      <Suspense fallback={<CardSkeleton />}>
        <Today program={known.program} person={known.person} />
      </Suspense>
      <OfflineReady />
    </main>
  );
}

/** The language this device chose, or the browser's. */
function languageHere() {
  const cookie = document.cookie.split('; ').find((one) => one.startsWith(`${LANGUAGE_COOKIE}=`));
  return languageAmong([cookie?.split('=')[1] ?? '', ...navigator.languages]);
}

/** The way to the page itself, as soon as there is a network. */
function FullPage() {
  const say = useSay();
  if (!useOnline()) return null;
  return (
    <p className={classes.back}>
      {say('offline.page')} <a href={window.location.href}>{say('offline.full')}</a>
    </p>
  );
}

function Unreachable() {
  const say = useSay();
  const today = /^\/p\/[^/]+/.exec(window.location.pathname)?.[0];
  return (
    <LonePage title={say('offline.unreachable')}>
      <p>{say('offline.needs')}</p>
      <p>
        <a href={window.location.href}>{say('offline.again')}</a>
        {today && keptSession() && (
          <>
            {' · '}
            <a href={`${today}/today`}>{say('offline.today')}</a>
          </>
        )}
      </p>
    </LonePage>
  );
}
