'use client';

import { useRouter } from 'next/navigation';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { money } from '@/app/_ui/figure';
import { TextLink } from '@/app/_ui/links';
import { StateBadge } from '@/app/_ui/state-badge';
import { strategies } from '@/server/core/acquisition/strategies';
import type { ProposalRequest, ScheduleSummary } from '@/server/core/schedule/schema';
import { stateWord, valueWords } from './schedule-words';

interface Row {
  id: number;
  roundNumber: number;
  roundState: string;
  state: string;
  request: ProposalRequest;
  summary: ScheduleSummary;
  createdAt: Date;
}

const stateOf = (row: Row) => stateWord({ state: row.state, round: { state: row.roundState } });

/** Every schedule so far, newest first, each a link to its page. */
export function HistoryTable({ program, rows, currency }: { program: string; rows: readonly Row[]; currency: string }) {
  const router = useRouter();
  const href = (id: number) => `/p/${program}/schedule/${id}`;
  const columns: Column<Row>[] = [
    {
      key: 'id',
      head: 'Schedule',
      cell: (row) => <TextLink href={href(row.id)}>{String(row.id)}</TextLink>,
      sortBy: (row) => row.id,
    },
    { key: 'round', head: 'Round', numeric: true, cell: (row) => row.roundNumber, sortBy: (row) => row.roundNumber },
    { key: 'state', head: 'State', cell: (row) => <StateBadge>{stateOf(row)}</StateBadge>, sortBy: stateOf },
    { key: 'strategy', head: 'Strategy', cell: (row) => strategies[row.request.strategy].title },
    {
      key: 'n',
      head: 'Demonstrations',
      numeric: true,
      cell: (row) => row.summary.demonstrations,
      sortBy: (row) => row.summary.demonstrations,
    },
    { key: 'configurations', head: 'Configurations', numeric: true, cell: (row) => row.summary.configurations },
    { key: 'value', head: 'Value', numeric: true, cell: (row) => valueWords(row.summary) },
    {
      key: 'cost',
      head: 'Cost',
      numeric: true,
      cell: (row) => (row.summary.costMinor === null ? '–' : money(row.summary.costMinor, currency)),
    },
    {
      key: 'at',
      head: 'Asked',
      unit: 'UTC',
      cell: (row) => row.createdAt.toISOString().slice(0, 16).replace('T', ' '),
      sortBy: (row) => row.createdAt.getTime(),
    },
  ];
  return (
    <DataTable
      caption="All schedules"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => router.push(href(row.id))}
      empty={<EmptyState title="No schedule yet">Ask for a batch above; every proposal is kept here.</EmptyState>}
    />
  );
}
