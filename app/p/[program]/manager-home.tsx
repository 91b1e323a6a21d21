'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { PageHead } from '@/app/_ui/page-head';
import { efficiencyAnswer } from './(manager)/efficiency/efficiency-answer';

/** The manager's home: whether it works, in a sentence; the proof is one page further. */
export function ManagerHome({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.evaluations.efficiency.queryOptions({ program }));
  const evaluated = data.evaluations.length > 0;
  return (
    <>
      <PageHead
        title="Home"
        answer={efficiencyAnswer(data)}
        action={evaluated && <ButtonLink href={`/p/${program}/efficiency`}>See the proof</ButtonLink>}
      />
      {evaluated ? (
        <p>
          What is recorded next stands on the <TextLink href={`/p/${program}/schedule`}>schedule</TextLink>.
        </p>
      ) : (
        <EmptyState title="What active collection saved appears here after the first evaluations.">
          Engineers post evaluations by the API or the command line; the page then compares both arms by itself.
        </EmptyState>
      )}
    </>
  );
}
