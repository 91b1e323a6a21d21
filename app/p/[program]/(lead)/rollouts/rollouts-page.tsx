'use client';

import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink } from '@/app/_ui/links';
import { PageHead, Section } from '@/app/_ui/page-head';
import { EvaluationDialog } from './evaluation-dialog';
import { EvaluationTable } from './evaluation-table';
import { PlanTable } from './plan-table';
import { ProbePlanDialog } from './probe-plan-dialog';
import { type Overview, planState, rolloutsAnswer } from './rollouts-words';

const PANEL_COLUMNS: Column<Overview['panels'][number]>[] = [
  { key: 'name', head: 'Panel', cell: (row) => row.name, sortBy: (row) => row.name },
  { key: 'starts', head: 'Starts', numeric: true, cell: (row) => row.starts, sortBy: (row) => row.starts },
  {
    key: 'unstated',
    head: 'Without a place',
    unit: 'numbered only',
    numeric: true,
    cell: (row) => row.unstated || '–',
    sortBy: (row) => row.unstated,
  },
  {
    key: 'at',
    head: 'Frozen',
    unit: 'UTC',
    cell: (row) => row.createdAt.toISOString().slice(0, 16).replace('T', ' '),
    sortBy: (row) => +row.createdAt,
  },
];

/** A form that the page can open. */
type Form = 'plan' | 'evaluation';

/** What a policy drives: probe rollouts that scoring needs, and evaluations on frozen panels. */
export function RolloutsPage({ program, ask }: { program: string; ask: Form | null }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.rollouts.overview.queryOptions({ program }));
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const { data: checkpoints } = useSuspenseQuery(trpc.checkpoints.list.queryOptions({ program }));
  const [dialog, setDialog] = useState(ask);
  const leads = about.roles.includes('lead');
  const propose = leads && checkpoints.length > 0 && (
    <Button size="compact-sm" onClick={() => setDialog('plan')}>
      Plan probe rollouts
    </Button>
  );
  const evaluate = leads && checkpoints.length > 0 && data.panels.length > 0 && (
    <Button variant="default" size="compact-sm" onClick={() => setDialog('evaluation')}>
      Evaluate a checkpoint
    </Button>
  );
  const freeze = leads && (
    <ButtonLink quiet size="xs" href={`/p/${program}/rollouts/panel`}>
      Propose a panel
    </ButtonLink>
  );
  return (
    <>
      <PageHead title="Rollouts" answer={rolloutsAnswer(data)} />
      <Section title="Plans of probe rollouts" aside={data.plans.length > 0 && propose}>
        <PlanTable
          program={program}
          rows={data.plans}
          leads={leads}
          empty={
            <EmptyState title="Plans of probe rollouts appear here" action={propose}>
              {checkpoints.length > 0
                ? 'A checkpoint is scored on what it does where it drives. A plan draws a share of the matrix, over all levels and at random, and operators work it off on Today.'
                : 'They need a checkpoint that drives. Register one on the page Checkpoints first.'}
            </EmptyState>
          }
        />
      </Section>
      <Section title="Evaluations" aside={data.evaluations.length > 0 && evaluate}>
        <EvaluationTable
          program={program}
          rows={data.evaluations}
          leads={leads}
          empty={
            <EmptyState title="Evaluations appear here" action={evaluate}>
              {data.panels.length > 0
                ? 'Evaluate a checkpoint, and each start of the panel becomes a trial on Today; or a script posts them.'
                : 'They need a frozen panel of configurations and starts. Propose one below.'}
            </EmptyState>
          }
        />
      </Section>
      <Section title="Panels" aside={data.panels.length > 0 && freeze}>
        <DataTable
          caption="Panels"
          columns={
            data.panels.some(({ unstated }) => unstated > 0)
              ? PANEL_COLUMNS
              : PANEL_COLUMNS.filter(({ key }) => key !== 'unstated')
          }
          rows={data.panels}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="Frozen panels appear here" action={freeze}>
              Checkpoints can be compared when all are tried on the same configurations from the same starts. A panel is
              never scored or trained on, and never changes.
            </EmptyState>
          }
        />
      </Section>
      {leads && dialog === 'plan' && checkpoints.length > 0 && (
        <ProbePlanDialog
          program={program}
          checkpoints={checkpoints}
          drafts={data.plans.filter((plan) => planState(plan) === 'draft')}
          unknownAllowed={about.settings.unknownAllowed.rollouts}
          onClose={() => setDialog(null)}
        />
      )}
      {leads && dialog === 'evaluation' && checkpoints.length > 0 && data.panels.length > 0 && (
        <EvaluationDialog
          program={program}
          checkpoints={checkpoints}
          panels={data.panels}
          unknownAllowed={about.settings.unknownAllowed.rollouts}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
