'use client';

import { Drawer } from '@mantine/core';
import { useState } from 'react';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { significant, valueAndMargin } from '@/app/_ui/figure';
import { Interval } from '@/app/_ui/interval';
import type { ShownSchedule } from '@/server/services/schedule/show';
import classes from '../schedule.module.css';

type Row = ShownSchedule['picks'][number] & { place: number };

/** The picks in recording order; a row opens the whole reason. */
export function PickTable({ shown }: { shown: ShownSchedule }) {
  const [open, setOpen] = useState<Row | null>(null);
  const rows = shown.picks.map((pick, index) => ({ ...pick, place: index + 1 }));
  const columns: Column<Row>[] = [
    { key: 'place', head: '#', numeric: true, width: 48, cell: (row) => row.place, sortBy: (row) => row.place },
    ...shown.factors.map(
      (factor, f): Column<Row> => ({
        key: factor.key,
        head: factor.name,
        cell: (row) => row.levels[f],
        sortBy: (row) => row.levels[f],
      }),
    ),
    {
      key: 'demonstrations',
      head: 'Demonstrations',
      numeric: true,
      cell: (row) => (row.state === null ? row.demonstrations : `${row.logged} of ${row.demonstrations}`),
      sortBy: (row) => row.demonstrations,
    },
    {
      key: 'score',
      head: 'Score',
      numeric: true,
      cell: (row) => (row.score === null ? '–' : <Score row={row} score={row.score} />),
      sortBy: (row) => row.score,
    },
    { key: 'kind', head: 'Kind', cell: (row) => row.kind, sortBy: (row) => row.kind },
    { key: 'why', head: 'Why', cell: (row) => <span className={classes.why}>{row.why}</span> },
  ];
  return (
    <>
      <DataTable
        caption="Picks in recording order"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={setOpen}
        pageSize={200}
        empty={<EmptyState title="No picks">This schedule is empty.</EmptyState>}
      />
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        title={open ? `Pick ${open.place}: ${open.levels.join(' · ')}` : ''}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {open && <Detail row={open} />}
      </Drawer>
    </>
  );
}

function Score({ row, score }: { row: Row; score: number }) {
  const { value, margin } = valueAndMargin(score, row.spread);
  return <Interval value={value} margin={margin} interpolated={row.reason.interpolated} />;
}

function Detail({ row }: { row: Row }) {
  return (
    <>
      <p>{row.why}</p>
      <dl className={classes.detail}>
        <dt>Demonstrations</dt>
        <dd>{row.demonstrations}</dd>
        <dt>Kind</dt>
        <dd>{row.kind}</dd>
        <dt>Selected as block</dt>
        <dd>{row.position + 1}</dd>
        <dt>Score</dt>
        <dd>{row.score === null ? 'nothing is scored' : <Score row={row} score={row.score} />}</dd>
        <dt>Gain</dt>
        <dd>{row.gain === null ? 'none: the strategy did not choose it' : significant(row.gain)}</dd>
        {row.insteadOf && (
          <>
            <dt>Without the limit</dt>
            <dd>{row.insteadOf}</dd>
          </>
        )}
      </dl>
    </>
  );
}
