'use client';

import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { percent, significant } from '@/app/_ui/figure';
import classes from './efficiency.module.css';
import type { EvidenceData } from './efficiency-answer';

type Row = EvidenceData['coverage'][number];

const share = (value: number | null) => (value === null ? '–' : percent(value));

/** How well each arm's newest training set covers the matrix, and how evenly it uses the levels of every factor. */
export function CoverageTable({ rows }: { rows: readonly Row[] }) {
  const factors = rows[0]?.factors ?? [];
  const columns: Column<Row>[] = [
    { key: 'arm', head: 'Arm', cell: (row) => `${row.arm === 'active' ? 'Active' : 'Random'}, ${row.checkpointName}` },
    { key: 'n', head: 'Demonstrations', numeric: true, cell: (row) => row.demonstrations.toLocaleString('en') },
    {
      key: 'configurations',
      head: 'Configurations',
      numeric: true,
      cell: (row) => `${row.configurations} of ${row.matrix.toLocaleString('en')}`,
    },
    { key: 'one', head: 'Levels', unit: 'used', numeric: true, cell: (row) => percent(row.oneWay) },
    { key: 'two', head: 'Pairs', unit: 'used of allowed', numeric: true, cell: (row) => percent(row.twoWay) },
    { key: 'three', head: 'Triples', unit: 'used of allowed', numeric: true, cell: (row) => percent(row.threeWay) },
    { key: 'within', head: 'Within δ', unit: 'of the matrix', numeric: true, cell: (row) => share(row.within) },
    {
      key: 'radius',
      head: 'Radius',
      unit: 'kernel distance',
      numeric: true,
      cell: (row) => (row.radius === null ? '–' : significant(row.radius)),
    },
    ...factors.map(
      (factor, f): Column<Row> => ({
        key: `f-${factor.factor}`,
        head: factor.factor,
        unit: 'entropy · largest share',
        numeric: true,
        cell: (row) => {
          const { entropy, largestShare } = row.factors[f];
          return `${entropy === null ? '–' : significant(entropy, 2)} · ${share(largestShare)}`;
        },
      }),
    ),
  ];
  const [first] = rows;
  return (
    <>
      <DataTable
        caption="Coverage by arm"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.arm}
        empty={
          <EmptyState title="Coverage by arm will appear here">
            Register a checkpoint with the list of recordings it was trained on, and evaluate it.
          </EmptyState>
        }
      />
      {first && (
        <p className={classes.note}>
          δ = {significant(first.delta)} is the kernel distance of two configurations that differ in one factor; the
          radius is the distance of the configuration furthest from any recorded one. Distances are measured from{' '}
          {first.measuredFrom === first.matrix
            ? `all ${first.matrix.toLocaleString('en')} configurations`
            : `${first.measuredFrom.toLocaleString('en')} configurations drawn at random`}
          . Entropy is 1 when all levels are used equally. Caps hold for each batch; shares here are of all batches
          together.
        </p>
      )}
    </>
  );
}
