'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useSay } from '@/app/_messages/say';
import { useTRPC } from '@/app/_trpc/client';
import { ButtonLink } from '@/app/_ui/links';
import { Why } from './why';

/** The reasons for this round, live, with the way back to Today. */
export function WhyPage({ program }: { program: string }) {
  const say = useSay();
  const trpc = useTRPC();
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
