'use client';

import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { StateBadge } from '@/app/_ui/state-badge';
import classes from './days.module.css';
import { assignmentWords, capacityWords, dayWords, type Slice, type SliceLine, whyWords } from './days-words';

const STATES = {
  queued: 'queued',
  claimed: 'claimed',
  in_progress: 'in progress',
  done: 'done',
  skipped: 'skipped',
  blocked: 'blocked',
} as const;

/** One shift of a station: how full it is, and on demand its work in order. */
export function SliceCard({ slice, today, open }: { slice: Slice; today: string; open: boolean }) {
  const columns: Column<SliceLine>[] = [
    { key: 'from', head: 'About', width: 72, cell: (row) => row.from },
    { key: 'levels', head: 'Assignment', cell: assignmentWords },
    { key: 'demonstrations', head: 'Left', numeric: true, width: 72, cell: (row) => row.demonstrations },
    { key: 'swapped', head: 'Swaps', unit: 'levels', numeric: true, width: 96, cell: (row) => row.swapped },
    { key: 'why', head: 'Why here', cell: (row) => whyWords(row, today) },
    {
      key: 'state',
      head: 'State',
      width: 112,
      cell: (row) => <StateBadge role={row.state === 'blocked' ? 'cap' : 'ink-quiet'}>{STATES[row.state]}</StateBadge>,
    },
  ];
  const name = `${dayWords(slice.day, today)} · ${slice.shift}`;
  const filled = Math.min(1, slice.used);
  return (
    <details className={classes.slice} open={open}>
      <summary className={classes.summary}>
        <span className={classes.when}>
          <b>{name}</b> {slice.from} to {slice.to}
        </span>
        <span className={classes.track} aria-hidden>
          <span className={classes.filled} style={{ width: `${filled * 100}%` }} />
        </span>
        <span className={classes.quiet}>{capacityWords(slice)}</span>
      </summary>
      <DataTable
        caption={name}
        columns={columns}
        rows={slice.lines}
        rowKey={(row) => `${row.assignmentId} ${row.from}`}
        empty={<p className={classes.empty}>Everything planned here is recorded.</p>}
        maxHeight={420}
      />
    </details>
  );
}
