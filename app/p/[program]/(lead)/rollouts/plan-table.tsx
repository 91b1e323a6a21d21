'use client';

import { Button, Group } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { TextLink } from '@/app/_ui/links';
import { StateBadge } from '@/app/_ui/state-badge';
import { counted } from '../schedule/schedule-words';
import { PlanDecision } from './plan-decision';
import { type Plan, planState, STATE_ROLES } from './rollouts-words';

/**
 * Every plan of probe rollouts, newest first, each a link to its page; drafts can be decided on here. Drafts that were
 * withdrawn or replaced never asked anybody for anything and are left out unless one asks for them.
 */
export function PlanTable({
  program,
  rows,
  leads,
  empty,
}: {
  program: string;
  rows: readonly Plan[];
  leads: boolean;
  empty: ReactNode;
}) {
  const router = useRouter();
  const [all, setAll] = useState(false);
  const kept = rows.filter((row) => row.state === 'proposed' || row.publishedAt !== null);
  const setAside = rows.length - kept.length;
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
  if (leads && kept.some(({ state }) => state === 'proposed'))
    columns.push({
      key: 'decide',
      head: 'Decide',
      width: 190,
      cell: (row) => row.state === 'proposed' && <PlanDecision program={program} plan={row} small />,
    });
  return (
    <>
      <DataTable
        caption="Plans of probe rollouts"
        columns={columns}
        rows={all ? rows : kept}
        rowKey={(row) => row.id}
        onOpen={(row) => router.push(href(row.id))}
        empty={empty}
      />
      {setAside > 0 && (
        <Group>
          <Button variant="subtle" size="compact-xs" color="gray" onClick={() => setAll(!all)}>
            {all ? 'Hide' : 'Show'} {counted(setAside, 'draft')} that nobody published
          </Button>
        </Group>
      )}
    </>
  );
}
