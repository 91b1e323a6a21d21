'use client';

import { useRouter } from 'next/navigation';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { capitalised, percent, significant } from '@/app/_ui/figure';
import { TextLink } from '@/app/_ui/links';
import { OutcomeMark } from '@/app/_ui/outcome-mark';
import { Section } from '@/app/_ui/page-head';
import type { Results } from '../scoring-words';

type Row = Results['rollouts'][number];

const known = (value: number | null) => (value === null ? 'unknown' : significant(value));

/** Every scored rollout with all its aggregates; a row opens the episode, where its disagreement is shown over time. */
export function RolloutScores({
  program,
  results,
  unit,
  window,
  measure,
}: {
  program: string;
  results: Results;
  unit: string;
  window: number;
  measure: string | null;
}) {
  const router = useRouter();
  const episode = (row: Row) => `/p/${program}/imports/episodes/${row.episodeId}`;
  const value = (key: 'mean' | 'p95' | 'windowMax' | 'max' | 'firstStep', head: string, of?: string): Column<Row> => ({
    key,
    head,
    unit: of,
    numeric: true,
    sortBy: (row) => row[key] ?? -1,
    cell: (row) => known(row[key]),
  });
  const limited = results.rollouts.some((row) => row.beyondLimits !== null);
  const columns: Column<Row>[] = [
    {
      key: 'episode',
      head: 'Episode',
      sortBy: (row) => row.episodeId,
      cell: (row) => <TextLink href={episode(row)}>{`${row.dataset} #${row.sourceIndex}`}</TextLink>,
    },
    { key: 'levels', head: 'Configuration', cell: (row) => row.levels?.join(' · ') ?? 'none' },
    {
      key: 'outcome',
      head: 'Outcome',
      sortBy: (row) => row.outcome,
      cell: (row) => <OutcomeMark outcome={row.outcome} />,
    },
    { key: 'steps', head: 'Steps', numeric: true, sortBy: (row) => row.steps, cell: (row) => row.steps },
    value('mean', 'Mean', unit),
    value('p95', '95 %'),
    value('windowMax', 'Window', `max over ${window}`),
    value('max', 'Maximum'),
    value('firstStep', 'First step'),
  ];
  const signals = new Set(results.rollouts.flatMap((row) => Object.keys(row.signals)));
  for (const name of signals)
    if (name !== measure)
      columns.push({
        key: `signal ${name}`,
        head: capitalised(name),
        unit: 'mean',
        numeric: true,
        sortBy: (row) => row.signals[name] ?? -1,
        cell: (row) => known(row.signals[name] ?? null),
      });
  if (limited)
    columns.push({
      key: 'limits',
      head: 'Beyond limits',
      unit: 'of steps',
      numeric: true,
      sortBy: (row) => row.beyondLimits ?? -1,
      cell: (row) => (row.beyondLimits === null ? 'unknown' : percent(row.beyondLimits)),
    });
  return (
    <Section title="Rollouts">
      <DataTable
        caption="Scored rollouts, highest first"
        columns={columns}
        rows={results.rollouts}
        rowKey={(row) => row.episodeId}
        pageSize={50}
        onOpen={(row) => router.push(episode(row))}
        empty={null}
      />
    </Section>
  );
}
