'use client';

import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { percentWithin } from '@/app/_ui/figure';
import { wilsonInterval } from '@/server/core/evaluation/wilson';
import classes from './efficiency.module.css';
import { BY_NAME_ALONE, type EfficiencyData } from './efficiency-answer';

type Row = EfficiencyData['evaluations'][number];

const rate = (row: Row) => (row.trials ? row.successes / row.trials : null);

const armOf = ({ notRandom, arm }: Row) => (notRandom ? BY_NAME_ALONE[notRandom].toLowerCase() : (arm ?? 'no run'));

const COLUMNS: Column<Row>[] = [
  { key: 'checkpoint', head: 'Checkpoint', cell: (row) => row.checkpointName, sortBy: (row) => row.checkpointName },
  { key: 'arm', head: 'Arm', cell: armOf, sortBy: armOf },
  { key: 'seed', head: 'Seed', numeric: true, cell: (row) => row.seed ?? '–', sortBy: (row) => row.seed ?? -1 },
  {
    key: 'demonstrations',
    head: 'Training set',
    unit: 'demonstrations',
    numeric: true,
    cell: (row) => row.demonstrations?.toLocaleString('en') ?? 'unknown',
    sortBy: (row) => row.demonstrations ?? -1,
  },
  {
    key: 'success',
    head: 'Success',
    unit: '95 % Wilson interval',
    numeric: true,
    cell: (row) => {
      const interval = wilsonInterval(row.successes, row.trials);
      return interval ? percentWithin(interval) : 'no trials';
    },
    sortBy: (row) => rate(row) ?? -1,
  },
  {
    key: 'trials',
    head: 'Trials',
    numeric: true,
    cell: (row) => `${row.trials.toLocaleString('en')}${row.aggregate ? ' (bare counts)' : ''}`,
    sortBy: (row) => row.trials,
  },
];

/** Every evaluation with its interval, and what was left out of the curves and why. */
export function EvaluationTable({ rows, leftOut }: { rows: readonly Row[] } & Pick<EfficiencyData, 'leftOut'>) {
  const parts = [
    leftOut.noRun ? `${leftOut.noRun} of checkpoints that belong to no run` : null,
    leftOut.unknownTrainingSet ? `${leftOut.unknownTrainingSet} with an unknown training set` : null,
    leftOut.randomSubset
      ? `${leftOut.randomSubset} of random subsets of what was collected, which are no random arm`
      : null,
    leftOut.unlistedRandom
      ? `${leftOut.unlistedRandom} of a random arm whose episodes nobody listed, so nobody knows how they were picked`
      : null,
    leftOut.noTrials ? `${leftOut.noTrials} without a known outcome` : null,
  ].filter((part) => part !== null);
  return (
    <>
      <DataTable
        caption="Evaluations"
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        maxHeight={420}
        empty={<EmptyState title="Evaluations will appear here" />}
      />
      {parts.length > 0 && <p className={classes.note}>Left out of the comparison: {parts.join(', ')}.</p>}
    </>
  );
}
