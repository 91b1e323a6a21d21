'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { EfficiencyCurveChart } from '@/app/_ui/charts/efficiency-curve-chart';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { PageHead, Section } from '@/app/_ui/page-head';
import { efficiencyAnswer } from './(manager)/efficiency/efficiency-answer';
import { curveFigure } from './(manager)/efficiency/efficiency-figures';
import { Pays } from './(manager)/efficiency/pays';
import { RoundProgress } from './round-progress';

/** The manager's home on one page: whether it works in a sentence, the curve behind it, whether it pays, and how the round stands. */
export function ManagerHome({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.evaluations.efficiency.queryOptions({ program }));
  const { data: progress } = useSuspenseQuery(trpc.collect.progress.queryOptions({ program }));
  const base = `/p/${program}`;
  const evaluated = data.evaluations.length > 0;
  return (
    <>
      <PageHead
        title="Home"
        answer={efficiencyAnswer(data)}
        action={evaluated && <ButtonLink href={`${base}/efficiency`}>See the proof</ButtonLink>}
      />
      {evaluated ? (
        <>
          <EfficiencyCurveChart figure={curveFigure(data)} height={260} />
          <Section title="Does it pay?">
            <Pays program={program} data={data} mayChange={false} />
          </Section>
        </>
      ) : (
        <EmptyState title="What active collection saved appears here after the first evaluations.">
          Engineers post evaluations by the API or the command line; the page then compares both arms by itself.
        </EmptyState>
      )}
      <Section
        title={progress.number === null ? 'The round' : `Round ${progress.number}`}
        aside={<TextLink href={`${base}/schedule`}>What is recorded next</TextLink>}
      >
        {progress.number === null ? (
          <p>No round is open: nothing is being collected until the lead publishes the next schedule.</p>
        ) : (
          <>
            <p>{progress.words}</p>
            <RoundProgress progress={progress} brief />
          </>
        )}
      </Section>
    </>
  );
}
