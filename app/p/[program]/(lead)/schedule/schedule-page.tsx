'use client';

import { Button } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmPublish } from '@/app/_ui/confirm-publish';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import { PageHead, Section } from '@/app/_ui/page-head';
import { TableSkeleton } from '@/app/_ui/skeletons';
import { AskForm } from './ask-form';
import { CompareProposals } from './compare-proposals';
import { HistoryTable } from './history-table';
import { counted } from './schedule-words';

/** Where a lead asks for the next batch, and compares and finds schedules. */
export function SchedulePage({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data: list } = useSuspenseQuery(trpc.schedules.list.queryOptions({ program }));
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const [closing, setClosing] = useState(false);
  const close = useMutation(
    trpc.schedules.closeRound.mutationOptions({
      onSuccess: ({ number }) => noticeDone(`Round ${number} is closed. What is not done can be taken over.`),
      onError: (error) => noticeProblem(error.message),
      onSettled: () => setClosing(false),
    }),
  );
  const lead = about.roles.includes('lead');
  const open = list.filter((row) => row.roundState === 'open');
  const published = open.find((row) => row.state === 'published');
  const proposed = open.filter((row) => row.state === 'proposed');
  const round = open[0]?.roundNumber;
  return (
    <>
      <PageHead
        title="Schedule"
        answer={answerOf(round, published?.summary.demonstrations, proposed.length)}
        action={
          lead && round !== undefined ? (
            <Button variant="default" onClick={() => setClosing(true)}>
              Close round {round}
            </Button>
          ) : undefined
        }
      />
      {lead && (
        <Section title={published ? 'Ask for another batch' : 'Ask for a batch'}>
          <AskForm program={program} lastBatch={list[0]?.summary.requested} />
        </Section>
      )}
      {proposed.length > 1 && (
        <Section title={`Proposals of round ${round} side by side`}>
          <Suspense fallback={<TableSkeleton rows={9} />}>
            <CompareProposals program={program} ids={proposed.slice(0, 4).map((row) => row.id)} />
          </Suspense>
        </Section>
      )}
      <Section title="All schedules">
        <HistoryTable program={program} rows={list} currency={about.currency} />
      </Section>
      <ConfirmPublish
        opened={closing}
        title={`Close round ${round}?`}
        consequences={[
          'Operators lose what they have claimed from it; what they logged stays.',
          'Nothing more can be claimed from its schedule.',
          'What is not done can be taken over into the next proposal.',
        ]}
        confirmLabel="Close the round"
        pending={close.isPending}
        onConfirm={() => close.mutate({ program })}
        onClose={() => setClosing(false)}
      />
    </>
  );
}

function answerOf(round: number | undefined, published: number | undefined, proposals: number): string {
  if (round === undefined) return 'No round is open. How many demonstrations shall the next one ask for?';
  const waiting =
    proposals > 0 ? `${counted(proposals, 'proposal')} ${proposals === 1 ? 'waits' : 'wait'} for your decision` : null;
  if (published === undefined)
    return `Round ${round} is open and nothing is published: ${waiting ?? 'ask for a batch'}.`;
  return `Round ${round} is published with ${counted(published, 'demonstration')}${waiting ? `; ${waiting}` : ''}.`;
}
