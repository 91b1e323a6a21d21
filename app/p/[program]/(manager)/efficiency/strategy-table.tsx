'use client';

import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { significant, valueAndMargin } from '@/app/_ui/figure';
import { Interval } from '@/app/_ui/interval';
import { Section } from '@/app/_ui/page-head';
import type { Interval as Estimate } from '@/server/core/evaluation/interval';
import { type EfficiencyData, strategyTitle } from './efficiency-answer';

type Row = EfficiencyData['strategies'][number];

const estimate = (interval: Estimate | null | undefined) =>
  interval ? <Interval {...valueAndMargin(interval.estimate, (interval.high - interval.low) / 2)} /> : '–';

const COLUMNS: Column<Row>[] = [
  { key: 'strategy', head: 'Strategy', cell: (row) => strategyTitle(row.strategy), sortBy: (row) => row.strategy },
  {
    key: 'runs',
    head: 'Paired',
    unit: 'runs',
    numeric: true,
    cell: (row) => `${row.comparison?.n ?? 0} of ${row.runs}${row.kind === 'runs' ? '' : ', one collection'}`,
    sortBy: (row) => row.comparison?.n ?? 0,
  },
  {
    key: 'difference',
    head: 'Area, active − random',
    unit: '95 % t interval',
    numeric: true,
    cell: (row) => estimate(row.comparison?.difference),
    sortBy: (row) => row.comparison?.difference?.estimate ?? Number.NEGATIVE_INFINITY,
  },
  {
    key: 'wins',
    head: 'Ahead',
    unit: 'runs',
    numeric: true,
    cell: (row) => (row.comparison ? `${row.comparison.wins} of ${row.comparison.n}` : '–'),
  },
  {
    key: 'p',
    head: 'Sign-flip p',
    unit: 'exact',
    numeric: true,
    cell: (row) => (row.comparison?.p == null ? '–' : significant(row.comparison.p)),
  },
  {
    key: 'saved',
    head: 'Demonstrations saved',
    unit: '90 % t interval',
    numeric: true,
    cell: (row) => (
      <>
        {(row.comparison?.censored ?? 0) > 0 && '≤ '}
        {estimate(row.comparison?.savedInterval)}
      </>
    ),
    sortBy: (row) => row.comparison?.savedInterval?.estimate ?? Number.NEGATIVE_INFINITY,
  },
];

/** Every active strategy against the same random runs. */
export function StrategyTable({ data }: { data: EfficiencyData }) {
  return (
    <Section title="Every strategy against random">
      <DataTable
        caption="Strategies"
        columns={COLUMNS}
        rows={data.strategies}
        rowKey={(row) => row.strategy}
        empty={<EmptyState title="Strategies will appear here" />}
      />
    </Section>
  );
}
