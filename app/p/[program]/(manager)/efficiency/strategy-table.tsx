'use client';

import { Select } from '@mantine/core';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { significant, valueAndMargin } from '@/app/_ui/figure';
import { Interval } from '@/app/_ui/interval';
import { Section } from '@/app/_ui/page-head';
import type { Interval as Estimate } from '@/server/core/evaluation/interval';
import classes from './efficiency.module.css';
import { type EfficiencyData, strategyTitle } from './efficiency-answer';
import { useChoose } from './use-choose';

type Row = EfficiencyData['strategies'][number];

/** The random arm among the choices, whatever teams call their strategies. */
const RANDOM = ':random';

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
    head: 'Area, difference',
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
    head: 'Fewer demonstrations',
    unit: 'to its final success, 90 % t interval',
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

/** Every strategy against the same runs: random ones, or those of a strategy that is chosen. */
export function StrategyTable({ data: { strategies, table } }: { data: EfficiencyData }) {
  const choose = useChoose();
  const against = table ? strategyTitle(table.against) : 'Random';
  return (
    <Section
      title={`Every strategy against ${against.toLowerCase()}`}
      aside={
        <Select
          aria-label="Held against"
          size="xs"
          allowDeselect={false}
          value={table?.against ?? RANDOM}
          data={[
            { value: RANDOM, label: 'Random' },
            ...strategies.map(({ strategy }) => ({ value: strategy, label: strategyTitle(strategy) })),
          ]}
          onChange={(value) => value !== null && choose('against', value === RANDOM ? null : value)}
        />
      }
    >
      <DataTable
        caption="Strategies"
        columns={COLUMNS}
        rows={table?.rows ?? strategies}
        rowKey={(row) => row.strategy}
        empty={<EmptyState title="Strategies will appear here" />}
      />
      {table && (
        <p className={classes.note}>
          Runs of one seed are paired. What was saved is told against random alone, above; here strategies are compared
          with {against.toLowerCase()}.
        </p>
      )}
    </Section>
  );
}
