'use client';

import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { capitalised, significant } from '@/app/_ui/figure';
import { Section } from '@/app/_ui/page-head';
import { type Results, scoreWords } from '../scoring-words';

type Row = Results['configurations'][number];

/** Measured configurations, highest score first. */
export function ConfigurationScores({
  results,
  threshold,
  measure,
  unit,
}: {
  results: Results;
  threshold: number | null;
  measure: string;
  unit: string;
}) {
  const columns: Column<Row>[] = [
    ...results.factors.map((factor, f) => ({
      key: factor.key,
      head: factor.name,
      sortBy: (row: Row) => row.levels[f],
      cell: (row: Row) => row.levels[f],
    })),
    {
      key: 'mean',
      head: `${capitalised(measure)} ± spread`,
      unit,
      numeric: true,
      sortBy: (row) => row.mean,
      cell: (row) => scoreWords(row.mean, row.sd),
    },
    ...(threshold === null
      ? []
      : [
          {
            key: 'multiple',
            head: 'Of the threshold',
            unit: '×',
            numeric: true,
            sortBy: (row: Row) => row.mean,
            cell: (row: Row) => (row.mean / threshold).toFixed(2),
          },
        ]),
    {
      key: 'raw',
      head: 'Plain mean',
      numeric: true,
      sortBy: (row) => row.rawMean,
      cell: (row) => significant(row.rawMean),
    },
    {
      key: 'window',
      head: 'Window maximum',
      numeric: true,
      sortBy: (row) => row.windowMax,
      cell: (row) => significant(row.windowMax),
    },
    { key: 'rollouts', head: 'Rollouts', numeric: true, sortBy: (row) => row.rollouts, cell: (row) => row.rollouts },
    {
      key: 'successes',
      head: 'Successes',
      unit: 'of judged',
      numeric: true,
      sortBy: (row) => row.successes,
      cell: (row) => `${row.successes} of ${row.judged}`,
    },
  ];
  return (
    <Section title="Configurations">
      <DataTable
        caption={`Measured configurations, highest ${measure} first`}
        columns={columns}
        rows={results.configurations}
        rowKey={(row) => row.configurationId}
        pageSize={50}
        empty={
          <EmptyState title="No configuration is measured">
            The scored rollouts carry no configuration. Import them again with a mapping of their factors.
          </EmptyState>
        }
      />
    </Section>
  );
}
