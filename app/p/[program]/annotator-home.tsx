'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import type { RouterOutput } from '@/app/_trpc/client';
import { useTRPC } from '@/app/_trpc/client';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink } from '@/app/_ui/links';
import { PageHead } from '@/app/_ui/page-head';

type Awaiting = RouterOutput['home']['annotator'];

/** The annotator's home: how many recordings nobody has given an outcome. */
export function AnnotatorHome({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.home.annotator.queryOptions({ program }));
  const recorded = data.rollouts + data.demonstrations;
  const awaiting = data.unknownRollouts + data.unknownDemonstrations;
  return (
    <>
      <PageHead
        title="Home"
        answer={awaitingWords(data)}
        action={
          recorded > 0 && (
            <ButtonLink href={`/p/${program}/imports/episodes${awaiting > 0 ? '?outcome=unknown' : ''}`}>
              {awaiting > 0 ? 'Judge episodes' : 'See the episodes'}
            </ButtonLink>
          )
        }
      />
      {recorded === 0 ? (
        <EmptyState title="Recordings without an outcome appear here.">
          A lead or an engineer imports rollouts first.
        </EmptyState>
      ) : (
        <p>
          An unknown outcome counts as unknown everywhere: it is never guessed. Outcomes that the recordings or the
          operators stated are already taken over.
        </p>
      )}
    </>
  );
}

function awaitingWords({ rollouts, unknownRollouts, demonstrations, unknownDemonstrations }: Awaiting): string {
  const count = (n: number) => n.toLocaleString('en');
  if (rollouts + demonstrations === 0) return 'Nothing is recorded yet, so nothing awaits your judgement.';
  if (unknownRollouts + unknownDemonstrations === 0) {
    return `All ${count(rollouts + demonstrations)} recordings have an outcome: nothing awaits your judgement.`;
  }
  return `${count(unknownRollouts)} of ${count(rollouts)} rollouts and ${count(unknownDemonstrations)} of ${count(demonstrations)} demonstrations have no outcome yet.`;
}
