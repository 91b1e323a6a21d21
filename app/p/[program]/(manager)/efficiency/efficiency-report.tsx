'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { EfficiencyCurveChart } from '@/app/_ui/charts/efficiency-curve-chart';
import { efficiencyFigure } from '@/app/_ui/charts/efficiency-curve-series';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink } from '@/app/_ui/links';
import { PageHead, Section } from '@/app/_ui/page-head';
import { StateBadge } from '@/app/_ui/state-badge';
import { Advice } from './advice';
import { Comparison } from './comparison';
import { armLabel, efficiencyAnswer } from './efficiency-answer';
import { EvaluationTable } from './evaluation-table';
import { FailureModes } from './failure-modes';
import { PanelSwitch } from './panel-switch';

/** The manager's page: one sentence on what active collection saved, then its proof. */
export function EfficiencyReport({ program, panelId }: { program: string; panelId: number | undefined }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.evaluations.efficiency.queryOptions({ program, panelId }));
  const figure = efficiencyFigure(
    data.bands.map(({ arm, band }) => ({ arm, label: armLabel(arm, data.curves), band })),
    { panel: data.panel?.name ?? 'none', trials: data.panel?.starts ?? null, simulated: data.simulation !== null },
  );
  return (
    <>
      <PageHead
        title="Efficiency"
        answer={efficiencyAnswer(data)}
        state={
          data.simulation && (
            <StateBadge>{`simulated: ${data.simulation.design}, seed ${data.simulation.seed}`}</StateBadge>
          )
        }
        filters={
          data.panels.length > 1 ? <PanelSwitch panels={data.panels} selected={data.panel?.id ?? null} /> : undefined
        }
      />
      {data.evaluations.length === 0 ? (
        <EmptyState
          title="Success against demonstrations will appear here"
          action={<ButtonLink href={`/p/${program}/checkpoints`}>See the checkpoints</ButtonLink>}
        >
          Register checkpoints with their training set and run, then post their trials on one frozen panel:{' '}
          <code>rota evaluations add</code>. Nothing is drawn before it was measured.
        </EmptyState>
      ) : (
        <>
          <EfficiencyCurveChart figure={figure} height={320} />
          <Comparison data={data} />
          <Advice data={data} />
          <FailureModes shares={data.failureModes} />
          <Section title="What this rests on">
            <EvaluationTable rows={data.evaluations} leftOut={data.leftOut} />
          </Section>
        </>
      )}
    </>
  );
}
