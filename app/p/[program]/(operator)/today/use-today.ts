'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect } from 'react';
import superjson from 'superjson';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { keepSession } from '@/app/_ui/shell/session';
import { pictureUrl } from '../../picture-url';
import { keepSeen } from './device-store';
import { useStation } from './use-station';

export interface Person {
  id: number;
  name: string;
}

/** What a device keeps of the server's answers. */
export interface KeptAnswers {
  today: RouterOutput['collect']['today'];
  stations: RouterOutput['stations']['list'];
}

/** What the server says of today at this device's station, and which there are; kept, so that the page can open without a network. */
export function useToday(program: string, person: Person) {
  const trpc = useTRPC();
  const [stationId, chooseStation] = useStation(program);
  // Deferred, so that choosing another station keeps the page until its answer is here.
  const shownStation = useDeferredValue(stationId);
  const { data, dataUpdatedAt } = useSuspenseQuery({
    ...trpc.collect.today.queryOptions({ program, stationId: shownStation }),
    refetchInterval: 60_000,
  });
  const { data: stations } = useSuspenseQuery(trpc.stations.list.queryOptions({ program }));
  useEffect(() => {
    keepSession(person);
    // Where the browser keeps nothing (a private window), the page needs its network.
    const answers = superjson.stringify({ today: data, stations } satisfies KeptAnswers);
    keepSeen({ personId: person.id, program, stationId: shownStation, answers }).catch(() => undefined);
  }, [person, program, shownStation, data, stations]);
  useEffect(() => {
    // The pictures of what comes next pass through the service worker once, which keeps them for times without a network.
    for (const { levels } of data.next) {
      for (const { picture } of levels) {
        const url = pictureUrl(program, picture);
        if (url) new Image().src = url;
      }
    }
  }, [program, data.next]);
  return { data, dataUpdatedAt, stations, stationId, chooseStation, askingStation: shownStation !== stationId };
}
