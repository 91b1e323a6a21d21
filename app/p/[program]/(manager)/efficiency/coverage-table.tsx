'use client';

import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { percent, significant } from '@/app/_ui/figure';
import classes from './efficiency.module.css';
import type { EvidenceData } from './efficiency-answer';

type Row = EvidenceData['coverage'][number];

const share = (value: number | null) => (value === null ? '–' : percent(value));

const COLUMNS: Column<Row>[] = [
  { key: 'arm', head: 'Arm', cell: armName },
  { key: 'n', head: 'Demonstrations', numeric: true, cell: (row) => row.demonstrations.toLocaleString('en') },
  {
    key: 'configurations',
    head: 'Configurations',
    numeric: true,
    cell: (row) => `${row.configurations} of ${row.matrix.toLocaleString('en')}`,
  },
  { key: 'one', head: 'Levels', unit: 'used', numeric: true, cell: (row) => percent(row.oneWay) },
  { key: 'two', head: 'Pairs', unit: 'of allowed', numeric: true, cell: (row) => percent(row.twoWay) },
  { key: 'three', head: 'Triples', unit: 'of allowed', numeric: true, cell: (row) => percent(row.threeWay) },
  { key: 'within', head: 'Within δ', unit: 'of the matrix', numeric: true, cell: (row) => share(row.within) },
  { key: 'stood', head: 'Stood for', unit: 'mean similarity', numeric: true, cell: (row) => percent(row.stoodFor) },
  {
    key: 'radius',
    head: 'Radius',
    unit: 'distance',
    numeric: true,
    cell: (row) => (row.radius === null ? '–' : significant(row.radius)),
  },
  {
    key: 'mean',
    head: 'Mean distance',
    numeric: true,
    cell: (row) => (row.meanDistance === null ? '–' : significant(row.meanDistance)),
  },
];

/** How evenly the arms use the levels of every factor. */
function EvennessTable({ rows }: { rows: readonly Row[] }) {
  const factors = rows[0]?.factors ?? [];
  const columns: Column<(typeof factors)[number] & { place: number }>[] = [
    { key: 'factor', head: 'Factor', cell: (row) => row.factor },
    { key: 'levels', head: 'Levels', numeric: true, cell: (row) => row.levels },
    ...rows.flatMap((arm): Column<(typeof factors)[number] & { place: number }>[] => [
      {
        key: `${arm.arm}-entropy`,
        head: arm.arm === 'active' ? 'Active' : 'Random',
        unit: 'entropy, 0 to 1',
        numeric: true,
        cell: ({ place }) => {
          const { entropy } = arm.factors[place];
          return entropy === null ? '–' : significant(entropy);
        },
      },
      {
        key: `${arm.arm}-share`,
        head: arm.arm === 'active' ? 'Active' : 'Random',
        unit: 'largest share',
        numeric: true,
        cell: ({ place }) => share(arm.factors[place].largestShare),
      },
    ]),
  ];
  return (
    <DataTable
      caption="Evenness over the levels of each factor"
      columns={columns}
      rows={factors.map((factor, place) => ({ ...factor, place }))}
      rowKey={(row) => row.factor}
      empty={null}
    />
  );
}

function armName({ arm, checkpointName }: Row): string {
  return `${arm === 'active' ? 'Active' : 'Random'}, ${checkpointName}`;
}

/** How well each arm's largest training set covers the matrix, and how evenly it uses the levels of every factor. */
export function CoverageTable({ rows }: { rows: readonly Row[] }) {
  const [first] = rows;
  return (
    <>
      <DataTable
        caption="Coverage by arm"
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.arm}
        empty={
          <EmptyState title="Coverage by arm will appear here">
            Register a checkpoint with the list of recordings it was trained on, and evaluate it.
          </EmptyState>
        }
      />
      {first && <EvennessTable rows={rows} />}
      {first && (
        <p className={classes.note}>
          Of each arm the largest training set, of its lowest seed. δ = {significant(first.delta)} is the kernel
          distance of two configurations that differ in one factor; the radius is the distance of the configuration
          furthest from any recorded one, and every configuration is stood for by the recorded one most like it. All
          three are measured from{' '}
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
