'use client';

import type { inferRouterOutputs } from '@trpc/server';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { StateBadge } from '@/app/_ui/state-badge';
import { KIND_WORDS } from '@/server/core/collect/kind-words';
import { dayInWords } from '@/server/core/schedule/days-words';
import type { AppRouter } from '@/server/routers';
import { AssignmentActions } from './assignment-actions';

export type QueueRow = inferRouterOutputs<AppRouter>['collect']['queue'][number];

const STATES = {
  queued: 'queued',
  claimed: 'claimed',
  in_progress: 'in progress',
  done: 'done',
  skipped: 'skipped',
  blocked: 'blocked',
} as const;

/** Every live assignment in queue order, what a policy drives first; blocked and held ones can be freed, waiting ones given to somebody. */
export function AssignmentTable({
  program,
  rows,
  leads,
}: {
  program: string;
  rows: readonly QueueRow[];
  /** Whether the viewer may act on them. */
  leads: boolean;
}) {
  const turns = new Map(rows.map(({ id }, at) => [id, at + 1]));
  const turnOf = ({ id }: QueueRow) => turns.get(id) ?? 0;
  const columns: Column<QueueRow>[] = [
    { key: 'turn', head: 'Turn', numeric: true, cell: turnOf, sortBy: turnOf },
    { key: 'kind', head: 'Kind', cell: kindOf, sortBy: kindOf },
    { key: 'instruction', head: 'Assignment', cell: (row) => row.levels.map((level) => level.name).join(' · ') },
    {
      key: 'state',
      head: 'State',
      cell: (row) => (
        <StateBadge role={row.state === 'blocked' ? 'cap' : row.state === 'done' ? 'success' : 'ink-quiet'}>
          {STATES[row.state]}
        </StateBadge>
      ),
      sortBy: (row) => row.state,
    },
    { key: 'detail', head: 'By whom, or why', cell: detailOf },
    { key: 'asked', head: 'Asked', numeric: true, cell: (row) => row.wanted, sortBy: (row) => row.wanted },
    {
      key: 'logged',
      head: 'Logged',
      numeric: true,
      cell: (row) => row.logged,
      sortBy: (row) => row.logged,
    },
    {
      key: 'confirmed',
      head: 'Confirmed',
      numeric: true,
      cell: (row) => row.confirmed,
      sortBy: (row) => row.confirmed,
    },
    {
      key: 'actions',
      head: 'What to do',
      quiet: true,
      width: 48,
      cell: (row) => <AssignmentActions program={program} row={row} />,
    },
  ];
  return (
    <DataTable
      caption="Assignments"
      columns={leads ? columns : columns.filter((column) => column.key !== 'actions')}
      rows={rows}
      rowKey={(row) => row.id}
      empty={null}
      maxHeight={560}
    />
  );
}

function kindOf({ kind, policy }: QueueRow): string {
  return policy === null ? KIND_WORDS[kind] : `${KIND_WORDS[kind]} of ${policy}`;
}

function detailOf(row: QueueRow): string {
  if (row.claimedBy) {
    const who = row.claimedAtStation ? `${row.claimedBy} at ${row.claimedAtStation}` : row.claimedBy;
    return row.leaseLapsed ? `${who}, whose time ran out: whoever asks next may take it` : who;
  }
  if (row.stateReason) return row.stateReason;
  if (row.logged > row.wanted) return `${row.logged - row.wanted} more than asked; all of them count`;
  const part = row.splitId !== null && (row.distinctOperators ? 'a part, each by another operator' : 'a part');
  return [
    row.person && `for ${row.person}`,
    row.station && `at ${row.station}`,
    row.shift && `in ${row.shift.name} on ${dayInWords(row.shift.day)}`,
    part,
  ]
    .filter(Boolean)
    .join(' ');
}
