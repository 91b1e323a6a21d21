'use client';

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmPublish } from '@/app/_ui/confirm-publish';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import { StateBadge } from '@/app/_ui/state-badge';
import { type Evaluation, STATE_ROLES, successWords } from './rollouts-words';

/** Every evaluation, newest first: how far it is, and once complete what it shows; an open one can be given up. */
export function EvaluationTable({
  program,
  rows,
  leads,
  empty,
}: {
  program: string;
  rows: readonly Evaluation[];
  leads: boolean;
  empty: ReactNode;
}) {
  const trpc = useTRPC();
  const [leaving, setLeaving] = useState<Evaluation | null>(null);
  const withdraw = useMutation(
    trpc.rollouts.withdrawEvaluation.mutationOptions({
      onSuccess: () => noticeDone('The evaluation is given up. Its trials stay and prove nothing.'),
      onError: (error) => noticeProblem(error.message),
      onSettled: () => setLeaving(null),
    }),
  );
  const columns: Column<Evaluation>[] = [
    { key: 'checkpoint', head: 'Checkpoint', cell: (row) => row.checkpointName, sortBy: (row) => row.checkpointName },
    {
      key: 'panel',
      head: 'Panel',
      cell: (row) => row.panelName ?? 'bare counts',
      sortBy: (row) => row.panelName ?? '',
    },
    {
      key: 'state',
      head: 'State',
      cell: (row) => <StateBadge role={STATE_ROLES[row.state]}>{row.state}</StateBadge>,
      sortBy: (row) => row.state,
    },
    {
      key: 'trials',
      head: 'Trials',
      numeric: true,
      cell: (row) =>
        row.planned === null
          ? row.trials.toLocaleString('en')
          : `${row.trials.toLocaleString('en')} of ${row.planned.toLocaleString('en')}`,
      sortBy: (row) => row.trials,
    },
    {
      key: 'success',
      head: 'Success',
      unit: '95 % Wilson interval',
      numeric: true,
      cell: successWords,
      sortBy: (row) => (row.trials > 0 ? row.successes / row.trials : -1),
    },
    { key: 'blocked', head: 'Blocked', numeric: true, cell: (row) => row.blocked || '–' },
    {
      key: 'act',
      head: 'Give up',
      quiet: true,
      width: 100,
      cell: (row) =>
        row.state === 'open' && (
          <Button size="compact-xs" variant="subtle" onClick={() => setLeaving(row)}>
            Give up…
          </Button>
        ),
    },
  ];
  return (
    <>
      <DataTable
        caption="Evaluations"
        columns={leads ? columns : columns.filter(({ key }) => key !== 'act')}
        rows={rows}
        rowKey={(row) => row.id}
        maxHeight={420}
        empty={empty}
      />
      <ConfirmPublish
        opened={leaving !== null}
        title={`Give up the evaluation of ${leaving?.checkpointName} on "${leaving?.panelName}"?`}
        consequences={[
          'Operators lose what they have claimed of it.',
          `Its ${leaving?.trials} trials stay, and no figure counts them.`,
          'The same evaluation can be started again, from the first start.',
        ]}
        confirmLabel="Give it up"
        pending={withdraw.isPending}
        onConfirm={() => leaving && withdraw.mutate({ program, evaluationId: leaving.id })}
        onClose={() => setLeaving(null)}
      />
    </>
  );
}
