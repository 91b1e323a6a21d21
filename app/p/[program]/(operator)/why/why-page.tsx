'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useSay } from '@/app/_messages/say';
import { useTRPC } from '@/app/_trpc/client';
import { ButtonLink } from '@/app/_ui/links';
import { usePresence } from '../today/use-presence';
import { useStation } from '../today/use-station';
import { Why } from './why';

/** The reasons for this round, live, with the way back to Today. */
export function WhyPage({ program }: { program: string }) {
  const say = useSay();
  const trpc = useTRPC();
  const [stationId] = useStation(program);
  // A device that stands at a station goes on standing there while somebody reads.
  usePresence(program, stationId, stationId !== null);
  const { data } = useSuspenseQuery(trpc.collect.why.queryOptions({ program }));
  return (
    <Why
      data={data}
      action={
        <ButtonLink href={`/p/${program}/today`} size="lg" quiet>
          {say('reasons.back')}
        </ButtonLink>
      }
    />
  );
}
