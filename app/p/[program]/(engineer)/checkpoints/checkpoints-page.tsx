'use client';

import { Button } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import { PageHead } from '@/app/_ui/page-head';
import { StateBadge } from '@/app/_ui/state-badge';
import { type Checkpoint, checkpointsAnswer, formWords, trainedWords } from './checkpoint-words';
import { ManifestTable } from './manifest-table';

const CURRENT = 'active' as const;

export function CheckpointsPage({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data: checkpoints } = useSuspenseQuery(trpc.checkpoints.list.queryOptions({ program }));
  const setCurrent = useMutation(
    trpc.checkpoints.setCurrent.mutationOptions({
      onSuccess: () => noticeDone('That is the current checkpoint now.'),
      onError: (error) => noticeProblem(error.message),
    }),
  );
  const register = <ButtonLink href={`/p/${program}/checkpoints/new`}>Register checkpoint</ButtonLink>;
  const columns: Column<Checkpoint>[] = [
    { key: 'name', head: 'Checkpoint', sortBy: (row) => row.name, cell: (row) => row.name },
    { key: 'form', head: 'Form', cell: formWords },
    { key: 'run', head: 'Run', sortBy: (row) => row.runName ?? '', cell: (row) => row.runName ?? '–' },
    { key: 'arm', head: 'Arm', sortBy: (row) => row.arm ?? '', cell: (row) => row.arm ?? '–' },
    {
      key: 'trained',
      head: 'Trained on',
      unit: 'demonstrations',
      numeric: true,
      sortBy: (row) => row.trainingSetSize ?? -1,
      cell: trainedWords,
    },
    {
      key: 'actions',
      head: 'Actions',
      unit: 'dimensions × executed steps',
      numeric: true,
      cell: (row) => `${row.actionDims} × ${row.executedSteps}`,
    },
    {
      key: 'scored',
      head: 'Scores',
      cell: (row) =>
        row.scoringRunId === null ? (
          <TextLink href={`/p/${program}/scoring?checkpoint=${row.id}`}>Score…</TextLink>
        ) : (
          <TextLink href={`/p/${program}/scoring/${row.scoringRunId}`}>Open</TextLink>
        ),
    },
    {
      key: 'current',
      head: 'Current',
      width: 130,
      cell: (row) =>
        row.isCurrent ? (
          <StateBadge role={CURRENT}>current</StateBadge>
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={setCurrent.isPending && setCurrent.variables.checkpointId === row.id}
            onClick={() => setCurrent.mutate({ program, checkpointId: row.id })}
          >
            Make current
          </Button>
        ),
    },
  ];
  return (
    <>
      <PageHead
        title="Checkpoints"
        answer={checkpointsAnswer(checkpoints)}
        action={checkpoints.length > 0 ? register : undefined}
      />
      <DataTable
        caption="Checkpoints of this program"
        columns={columns}
        rows={checkpoints}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="No checkpoint yet" action={register}>
            A checkpoint is one training result: 3 to 5 ONNX members, one stochastic model, or predictions your own
            script posts. Once one is here, its members can be compared on the probe rollouts.
          </EmptyState>
        }
      />
      <ManifestTable program={program} checkpoints={checkpoints} />
    </>
  );
}
