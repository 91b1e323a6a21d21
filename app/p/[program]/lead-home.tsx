'use client';

import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { Caution } from '@/app/_ui/caution';
import { DataTable } from '@/app/_ui/data-table';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { PageHead, Section } from '@/app/_ui/page-head';
import type { LoopStep } from '@/server/core/program/next-step';
import { AtStations } from './(lead)/round/at-stations';
import { LabRound } from './lab-round';
import { actionOf, leadAnswer } from './lead-words';
import { LeastSure } from './least-sure';
import { LoopSteps } from './loop-steps';
import { PolicyNow } from './policy-now';
import { RoundProgress } from './round-progress';

/** Steps at which stale scores are in the way of a schedule and nothing else says so. */
const SCHEDULES: ReadonlySet<LoopStep> = new Set(['publish', 'collect']);

/** The lead's home: the state of the loop in words, the one next step, the round's progress and what is in its way. */
export function LeadHome({ program, simulated }: { program: string; simulated: boolean }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.home.lead.queryOptions({ program }));
  const { data: progress } = useSuspenseQuery(trpc.collect.progress.queryOptions({ program }));
  const base = `/p/${program}`;
  const action = actionOf(data);
  const { data: lab } = useQuery(trpc.labRounds.show.queryOptions({ program }, { enabled: simulated }));
  const labAtWork = lab?.last?.state === 'queued' || lab?.last?.state === 'running';
  return (
    <>
      <PageHead
        title="Home"
        answer={labAtWork ? 'The simulated lab works a round off. What it does stands below.' : leadAnswer(data)}
        action={labAtWork ? undefined : <ButtonLink href={base + action.place}>{action.label}</ButtonLink>}
      />
      {data.stale && SCHEDULES.has(data.step) && !labAtWork && (
        <Section title="Stale scores">
          <Caution>
            {data.stale} <TextLink href={`${base}/scoring`}>Score again</TextLink>
          </Caution>
        </Section>
      )}
      {data.published !== null && (
        <Section
          title={`Round ${data.round}`}
          aside={<TextLink href={`${base}/schedule/${data.published}`}>Open the schedule</TextLink>}
        >
          <RoundProgress progress={progress} brief />
          <p>
            {data.loggedLastDay.toLocaleString('en')} logged in the last 24 hours, counted when the server received them
          </p>
        </Section>
      )}
      {simulated && <LabRound program={program} />}
      {data.published !== null && <AtStations program={program} />}
      {data.blockedWork.length > 0 && (
        <Section title={`Blocked: ${data.blocked} ${data.blocked === 1 ? 'assignment' : 'assignments'}`}>
          <DataTable
            caption="Blocked assignments"
            rows={data.blockedWork}
            rowKey={(row) => row.id}
            empty={null}
            columns={[
              { key: 'what', head: 'Configuration', cell: (row) => row.levels.join(' · ') },
              { key: 'why', head: 'Why', cell: (row) => row.reason ?? 'no reason given' },
            ]}
          />
        </Section>
      )}
      <Section title="The loop">
        <LoopSteps base={base} home={data} />
      </Section>
      <PolicyNow home={data} />
      <LeastSure base={base} home={data} />
    </>
  );
}
