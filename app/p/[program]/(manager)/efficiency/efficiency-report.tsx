'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { EfficiencyCurveChart } from '@/app/_ui/charts/efficiency-curve-chart';
import { IntervalDotsChart } from '@/app/_ui/charts/interval-dots-chart';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink } from '@/app/_ui/links';
import { PageHead, Section } from '@/app/_ui/page-head';
import { TableSkeleton } from '@/app/_ui/skeletons';
import { StateBadge } from '@/app/_ui/state-badge';
import type { EfficiencyQuestion } from '@/server/core/evaluation/schema';
import { Comparison } from './comparison';
import classes from './efficiency.module.css';
import { efficiencyAnswer, simulatedWords } from './efficiency-answer';
import { axisNote, curveFigure, failureFigure } from './efficiency-figures';
import { EvaluationTable } from './evaluation-table';
import { Evidence } from './evidence';
import { Filters } from './filters';
import { OverMoreCollections } from './over-more-collections';
import { Pays } from './pays';
import { PowerForm } from './power-form';
import { comparisonEnd } from './random-end';
import { RunTable } from './run-table';
import { StrategyTable } from './strategy-table';

/** The manager's page: one sentence on what active collection saved, then its proof. */
export function EfficiencyReport({ program, question }: { program: string; question: EfficiencyQuestion }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.evaluations.efficiency.queryOptions({ program, ...question }));
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const evaluated = data.evaluations.length > 0;
  const assumed = axisNote(data);
  const ends = comparisonEnd(data);
  const several = data.strategies.length > 1 ? (data.strategy ?? undefined) : undefined;
  return (
    <>
      <PageHead
        title="Efficiency"
        answer={efficiencyAnswer(data)}
        state={data.simulation && <StateBadge>{simulatedWords(data.simulation, data.evaluations)}</StateBadge>}
        filters={evaluated ? <Filters data={data} /> : undefined}
      />
      {evaluated ? (
        <>
          <EfficiencyCurveChart figure={curveFigure(data)} height={320} />
          {assumed && <p className={classes.note}>{assumed}</p>}
          {ends && <p className={classes.note}>{ends}</p>}
          {data.simulation && <OverMoreCollections program={program} design={data.simulation.design} />}
          <Comparison data={data} />
          {data.strategies.length > 1 && <StrategyTable data={data} />}
          {data.comparison && (
            <Section title="Every pair of runs">
              <RunTable comparison={data.comparison} />
            </Section>
          )}
          <Section title="Does it pay?">
            <Pays program={program} data={data} mayChange={about.roles.includes('lead')} />
          </Section>
          <Section title="How checkpoints fail, round by round">
            <IntervalDotsChart figure={failureFigure(data)} />
          </Section>
        </>
      ) : data.simulation?.experimentsOf ? (
        <EmptyState
          title="Success against demonstrations will appear here"
          action={<ButtonLink href={`/p/${program}/experiments`}>See the experiments</ButtonLink>}
        >
          No arm of an experiment is done yet. Every one that ends is drawn here at once.
        </EmptyState>
      ) : (
        <EmptyState
          title="Success against demonstrations will appear here"
          action={<ButtonLink href={`/p/${program}/checkpoints`}>See the checkpoints</ButtonLink>}
        >
          Register checkpoints with their training set and run, then post their trials on one frozen panel:{' '}
          <code>rota evaluations add</code>. Nothing is drawn before it was measured.
        </EmptyState>
      )}
      <Suspense fallback={<TableSkeleton rows={6} />}>
        <Evidence program={program} of={{ panelId: question.panelId, strategy: question.strategy ?? several }} />
      </Suspense>
      <Section title="How large does a comparison have to be?">
        <PowerForm key={data.panel?.id} data={data} />
      </Section>
      {evaluated && (
        <Section title="What this rests on">
          <EvaluationTable rows={data.evaluations} leftOut={data.leftOut} />
        </Section>
      )}
    </>
  );
}
