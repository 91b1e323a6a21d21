'use client';

import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { percent, significant } from '@/app/_ui/figure';
import type { ArmComparisonData } from './efficiency-answer';

type Row = ArmComparisonData['saved'][number] & { activeArea: number | null; randomArea: number | null };

const COLUMNS: Column<Row>[] = [
  { key: 'seed', head: 'Seed', numeric: true, cell: (row) => row.seed, sortBy: (row) => Number(row.seed) },
  {
    key: 'target',
    head: "Random's final success",
    numeric: true,
    cell: (row) => percent(row.target),
    sortBy: (row) => row.target,
  },
  {
    key: 'random',
    head: 'Random needed',
    unit: 'demonstrations',
    numeric: true,
    cell: (row) => significant(row.random),
    sortBy: (row) => row.random,
  },
  {
    key: 'active',
    head: 'Active needed',
    unit: 'demonstrations',
    numeric: true,
    cell: (row) => (row.active === null ? `> ${significant(row.to)}` : significant(row.active)),
    sortBy: (row) => row.active ?? row.to + 1,
  },
  {
    key: 'saved',
    head: 'Saved',
    unit: 'demonstrations',
    numeric: true,
    cell: (row) => (row.censored ? `≤ ${significant(row.saved)}` : significant(row.saved)),
    sortBy: (row) => row.saved,
  },
  {
    key: 'area',
    head: 'Area under the curve',
    unit: 'active / random',
    numeric: true,
    cell: (row) =>
      [row.activeArea, row.randomArea].map((area) => (area === null ? '–' : significant(area))).join(' / '),
  },
];

/** Every pair of runs: what each arm needed for the random run's final success, "> N" where it never got there. */
export function RunTable({ comparison }: { comparison: ArmComparisonData }) {
  const rows = comparison.saved.map((saved): Row => {
    const area = comparison.areas.find(({ seed }) => seed === saved.seed);
    return { ...saved, activeArea: area?.active ?? null, randomArea: area?.random ?? null };
  });
  return (
    <DataTable
      caption="Pairs of runs"
      columns={COLUMNS}
      rows={rows}
      rowKey={(row) => row.seed}
      maxHeight={420}
      empty={<EmptyState title="Pairs of runs will appear here" />}
    />
  );
}
