'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { TextLink } from '@/app/_ui/links';
import { StateBadge } from '@/app/_ui/state-badge';
import { type Plan, planState, STATE_ROLES } from './rollouts-words';

/** Every plan of probe rollouts, newest first, each a link to its page. */
export function PlanTable({ program, rows, empty }: { program: string; rows: readonly Plan[]; empty: ReactNode }) {
  const router = useRouter();
  const href = (id: number) => `/p/${program}/rollouts/${id}`;
  const columns: Column<Plan>[] = [
    {
      key: 'id',
      head: 'Plan',
      cell: (row) => <TextLink href={href(row.id)}>{String(row.id)}</TextLink>,
      sortBy: (row) => row.id,
    },
    { key: 'checkpoint', head: 'Checkpoint', cell: (row) => row.checkpointName, sortBy: (row) => row.checkpointName },
    {
      key: 'state',
      head: 'State',
      cell: (row) => <StateBadge role={STATE_ROLES[planState(row)]}>{planState(row)}</StateBadge>,
      sortBy: planState,
    },
    {
      key: 'configurations',
      head: 'Configurations',
      unit: 'of the matrix',
      numeric: true,
      cell: (row) => `${row.configurations.toLocaleString('en')} of ${row.summary.matrix.toLocaleString('en')}`,
      sortBy: (row) => row.configurations,
    },
    { key: 'random', head: 'At random', numeric: true, cell: (row) => row.atRandom, sortBy: (row) => row.atRandom },
    {
      key: 'asked',
      head: 'Rollouts',
      numeric: true,
      cell: (row) => row.configurations * row.request.rollouts,
      sortBy: (row) => row.configurations * row.request.rollouts,
    },
    {
      key: 'logged',
      head: 'Logged',
      numeric: true,
      cell: (row) => row.progress.logged,
      sortBy: (row) => row.progress.logged,
    },
    {
      key: 'confirmed',
      head: 'Confirmed',
      unit: 'in the store',
      numeric: true,
      cell: (row) => row.progress.confirmed,
      sortBy: (row) => row.progress.confirmed,
    },
    { key: 'blocked', head: 'Blocked', numeric: true, cell: (row) => row.progress.blocked || '–' },
  ];
  return (
    <DataTable
      caption="Plans of probe rollouts"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => router.push(href(row.id))}
      empty={empty}
    />
  );
}
