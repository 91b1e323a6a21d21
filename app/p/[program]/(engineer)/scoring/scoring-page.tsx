'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { significant } from '@/app/_ui/figure';
import { ButtonLink } from '@/app/_ui/links';
import { Moment } from '@/app/_ui/moment';
import { PageHead, Section } from '@/app/_ui/page-head';
import { StateBadge, WORK_ROLES } from '@/app/_ui/state-badge';
import { formWords, type ScoringRow, scoringAnswer } from './scoring-words';
import { StartScoring } from './start-scoring';

const COLUMNS: Column<ScoringRow>[] = [
  { key: 'id', head: 'Run', numeric: true, width: 60, sortBy: (run) => run.id, cell: (run) => run.id },
  { key: 'checkpoint', head: 'Checkpoint', sortBy: (run) => run.checkpointName, cell: (run) => run.checkpointName },
  { key: 'form', head: 'Measured as', cell: (run) => formWords(run.form) },
  { key: 'rollouts', head: 'Rollouts', numeric: true, cell: (run) => run.episodesTotal.toLocaleString('en') },
  {
    key: 'threshold',
    head: 'Threshold',
    numeric: true,
    cell: (run) => (run.threshold === null ? '–' : significant(run.threshold)),
  },
  {
    key: 'when',
    head: 'Started',
    sortBy: (run) => run.createdAt.getTime(),
    cell: (run) => <Moment at={run.createdAt} />,
  },
  {
    key: 'state',
    head: 'State',
    cell: (run) => <StateBadge role={WORK_ROLES[run.state]}>{stateWords(run)}</StateBadge>,
  },
];

function stateWords({ state, framesDone, framesTotal }: ScoringRow): string {
  return state === 'running' && framesTotal > 0 ? `running, ${Math.floor((100 * framesDone) / framesTotal)} %` : state;
}

export function ScoringPage({ program, wanted }: { program: string; wanted: number | null }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: runs } = useSuspenseQuery(trpc.scoring.list.queryOptions({ program }));
  const { data: checkpoints } = useSuspenseQuery(trpc.checkpoints.list.queryOptions({ program }));
  return (
    <>
      <PageHead title="Scoring" answer={scoringAnswer(runs)} />
      {checkpoints.length === 0 ? (
        <EmptyState
          title="Nothing to score yet"
          action={<ButtonLink href={`/p/${program}/checkpoints/new`}>Register checkpoint</ButtonLink>}
        >
          Scoring compares what the members of a checkpoint predict on probe rollouts. Register a checkpoint first.
        </EmptyState>
      ) : (
        <StartScoring program={program} checkpoints={checkpoints} wanted={wanted} />
      )}
      {runs.length > 0 && (
        <Section title="Scoring runs">
          <DataTable
            caption="Scoring runs, newest first"
            columns={COLUMNS}
            rows={runs}
            rowKey={(run) => run.id}
            empty={null}
            onOpen={(run) => router.push(`/p/${program}/scoring/${run.id}`)}
          />
        </Section>
      )}
    </>
  );
}
