'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { EmptyState } from '@/app/_ui/empty-state';
import { PageHead, Section } from '@/app/_ui/page-head';
import { RoundProgress } from '../../round-progress';
import { AssignmentTable } from './assignment-table';
import { AtStations } from './at-stations';
import { StationsSection } from './stations-section';

/** The round in words, then its shares, then every assignment with what can be done about it. */
export function RoundPage({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data: progress } = useSuspenseQuery(trpc.collect.progress.queryOptions({ program }));
  const { data: queue } = useSuspenseQuery(trpc.collect.queue.queryOptions({ program }));
  const { data: shown } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const leads = shown.roles.includes('lead');
  return (
    <>
      <PageHead title="Round" answer={progress.words} />
      {progress.assignments === 0 ? (
        <EmptyState title="Progress appears here once a schedule is published">
          Propose one on the page Schedule and publish it; operators see it at once.
        </EmptyState>
      ) : (
        <Section title="Progress">
          <RoundProgress progress={progress} />
        </Section>
      )}
      {queue.length > 0 && (
        <>
          <AtStations program={program} />
          <Section title="Assignments">
            <AssignmentTable program={program} rows={queue} leads={leads} />
          </Section>
        </>
      )}
      <StationsSection program={program} leads={leads} />
    </>
  );
}
