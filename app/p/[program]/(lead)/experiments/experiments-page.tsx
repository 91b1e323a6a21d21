'use client';

import { Button } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { Moment } from '@/app/_ui/moment';
import { noticeProblem } from '@/app/_ui/notices';
import { PageHead, Section } from '@/app/_ui/page-head';
import { ProgressPanel } from '@/app/_ui/progress-panel';
import { StateBadge, WORK_ROLES } from '@/app/_ui/state-badge';
import {
  curvesHref,
  type ExperimentRow,
  experimentsAnswer,
  goesOn,
  seedsWords,
  strategiesWords,
  workState,
} from './experiment-words';
import classes from './experiments.module.css';
import { StartExperiment } from './start-experiment';

const COLUMNS: Column<ExperimentRow>[] = [
  { key: 'id', head: 'No.', numeric: true, width: 60, sortBy: (row) => row.id, cell: (row) => row.id },
  { key: 'strategies', head: 'Strategies', cell: strategiesWords },
  { key: 'seeds', head: 'Seeds', cell: (row) => seedsWords(row.plan.seeds) },
  { key: 'settings', head: 'Settings', cell: (row) => row.panelName },
  { key: 'arms', head: 'Arms done', numeric: true, cell: (row) => `${row.armsDone} of ${row.armsTotal}` },
  {
    key: 'when',
    head: 'Started',
    sortBy: (row) => row.createdAt.getTime(),
    cell: (row) => <Moment at={row.createdAt} />,
  },
  { key: 'state', head: 'State', cell: (row) => <StateBadge role={WORK_ROLES[row.state]}>{row.state}</StateBadge> },
];

export function ExperimentsPage({ program }: { program: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data } = useSuspenseQuery(trpc.experiments.list.queryOptions({ program }));
  const { data: about } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const { simulation, experiments, elsewhere } = data;
  const leads = about.roles.includes('lead');
  const unfinished = experiments.filter(({ state }) => state !== 'done');
  return (
    <>
      <PageHead
        title="Experiments"
        answer={experimentsAnswer(data)}
        state={simulation && <StateBadge>{`simulated: ${simulation.design}`}</StateBadge>}
        action={
          experiments.length > 0 && (
            <ButtonLink quiet href={`/p/${program}/efficiency`}>
              See the curves
            </ButtonLink>
          )
        }
      />
      {simulation === null && (
        <EmptyState title="Experiments need a simulated program">
          A program is declared simulated when it is made. This one is not, so nothing simulated can stand here.
        </EmptyState>
      )}
      {unfinished.length > 0 && (
        <div className={classes.unfinished}>
          {unfinished.map((row) => (
            <Unfinished key={row.id} program={program} row={row} leads={leads} />
          ))}
        </div>
      )}
      {simulation && leads && (
        <StartExperiment program={program} design={simulation.design} last={experiments[0]?.plan} />
      )}
      {experiments.length > 0 && (
        <Section title="All experiments on this design">
          <DataTable
            caption="Experiments, newest first; opening one shows its curves"
            columns={COLUMNS}
            rows={experiments}
            rowKey={(row) => row.id}
            empty={null}
            onOpen={(row) => router.push(curvesHref(program, row))}
          />
        </Section>
      )}
      {elsewhere.length > 0 && (
        <Section title={experiments.length > 0 ? 'On other designs' : 'Experiments by design'}>
          <ul className={classes.elsewhere}>
            {elsewhere.map(({ slug, name }) => (
              <li key={slug}>
                <TextLink href={`/p/${slug}/experiments`}>{name}</TextLink> ·{' '}
                <TextLink href={`/p/${slug}/efficiency`}>what came of them</TextLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Unfinished({ program, row, leads }: { program: string; row: ExperimentRow; leads: boolean }) {
  const trpc = useTRPC();
  const onError = (error: { message: string }) => noticeProblem(error.message);
  const cancel = useMutation(trpc.experiments.cancel.mutationOptions({ onError }));
  const resume = useMutation(trpc.experiments.resume.mutationOptions({ onError }));
  const ids = { program, experimentId: row.id };
  return (
    <ProgressPanel
      title={`Experiment ${row.id}: ${strategiesWords(row)}, ${seedsWords(row.plan.seeds)}`}
      state={cancel.isPending ? 'cancelling' : workState(row)}
      done={row.armsDone}
      total={row.armsTotal}
      unit="arms"
      ratePerSecond={row.runMs > 0 ? (1000 * row.armsRun) / row.runMs : null}
      onCancel={leads ? () => cancel.mutate(ids) : undefined}
      action={
        leads &&
        !goesOn(row) && (
          <Button size="xs" loading={resume.isPending} onClick={() => resume.mutate(ids)}>
            Resume
          </Button>
        )
      }
    >
      <p>{row.error ?? row.panelName}</p>
    </ProgressPanel>
  );
}
