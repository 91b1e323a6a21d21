'use client';

import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { percent, significant } from '@/app/_ui/figure';
import classes from './efficiency.module.css';
import type { EvidenceData } from './efficiency-answer';

type Row = EvidenceData['improvement']['rounds'][number];

const COLUMNS: Column<Row>[] = [
  { key: 'round', head: 'Round', numeric: true, cell: (row) => row.round, sortBy: (row) => row.round },
  { key: 'planned', head: 'Planned', unit: 'demonstrations', numeric: true, cell: (row) => row.planned },
  { key: 'confirmed', head: 'Confirmed', unit: 'demonstrations', numeric: true, cell: (row) => row.confirmed },
  {
    key: 'improvement',
    head: 'Estimated improvement',
    unit: 'collected of planned mass',
    numeric: true,
    cell: (row) => (row.improvement === null ? 'not scored' : percent(row.improvement)),
  },
  {
    key: 'mass',
    head: 'Mass collected',
    unit: 'Σ (mean + β·sd)',
    numeric: true,
    cell: (row) => (row.mass === null ? '–' : significant(row.mass)),
  },
  {
    key: 'gained',
    head: 'Gained',
    unit: 'points of success',
    numeric: true,
    cell: (row) => (row.gained === null ? 'not evaluated yet' : significant(row.gained)),
  },
];

/** The expected-model-change mass of every round and what it gained, with the rank correlation of the two. */
export function RoundTable({
  improvement: { rounds, skill },
  ofExperiments,
}: {
  improvement: EvidenceData['improvement'];
  ofExperiments: boolean;
}) {
  const judged = rounds.filter(({ mass, gained }) => mass !== null && gained !== null).length;
  return (
    <>
      <DataTable
        caption="Rounds"
        columns={COLUMNS}
        rows={rows(rounds)}
        rowKey={(row) => row.round}
        empty={
          ofExperiments ? (
            <EmptyState title="Experiments publish no rounds">
              An arm chooses its batches by itself, so there is no published plan to hold its gains against.
            </EmptyState>
          ) : (
            <EmptyState title="Rounds will appear here">Publish a schedule, and its round stands here.</EmptyState>
          )
        }
      />
      {rounds.length > 0 && (
        <p className={classes.note}>
          {skill === null
            ? `Whether the estimate foretells the gain is shown from three scored and evaluated rounds on; there ${judged === 1 ? 'is' : 'are'} ${judged}.`
            : `Rank correlation of estimate and gain: ${significant(skill)} over ${judged} rounds.`}
        </p>
      )}
    </>
  );
}

const rows = (rounds: readonly Row[]) => [...rounds].sort((a, b) => b.round - a.round);
