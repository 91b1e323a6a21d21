'use client';

import { NativeSelect } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { OutcomeMark } from '@/app/_ui/outcome-mark';
import { PageHead } from '@/app/_ui/page-head';
import { Pages } from '@/app/_ui/pages';
import { KIND_WORDS } from '@/server/core/collect/kind-words';
import classes from '../imports.module.css';
import { ExcludedBadge } from './excluded-badge';
import { useEpisodeUrl } from './use-episode-url';

type Row = RouterOutput['recordings']['episodes']['rows'][number];

const PAGE_SIZE = 100;

/** Episodes, newest first, a page at a time; filters live in the address. */
export function EpisodesList({ program }: { program: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { filter, set } = useEpisodeUrl();
  const { data } = useSuspenseQuery(trpc.recordings.episodes.queryOptions({ program, ...filter }));
  const { data: datasets } = useSuspenseQuery(trpc.recordings.datasets.queryOptions({ program }));
  const { data: shown } = useSuspenseQuery(trpc.programs.show.queryOptions({ program }));
  const imports = shown.roles.some((role) => role === 'engineer' || role === 'lead');
  const base = `/p/${program}/imports`;
  const pages = Math.ceil(data.total / PAGE_SIZE);
  return (
    <>
      <PageHead
        title="Episodes"
        answer={`${data.total.toLocaleString('en')} ${data.total === 1 ? 'episode matches' : 'episodes match'}.`}
        action={
          imports && (
            <ButtonLink href={base} quiet>
              Imports
            </ButtonLink>
          )
        }
        filters={
          <>
            <Filter
              label="Kind"
              value={filter.kind ?? ''}
              options={Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))}
              onChange={(kind) => set({ kind })}
            />
            <Filter
              label="Outcome"
              value={filter.outcome ?? ''}
              options={['success', 'failure', 'unknown'].map((value) => ({ value, label: value }))}
              onChange={(outcome) => set({ outcome })}
            />
            <Filter
              label="Configuration"
              value={filter.mapped === undefined ? '' : filter.mapped ? 'yes' : 'no'}
              options={[
                { value: 'yes', label: 'placed' },
                { value: 'no', label: 'not placed yet' },
              ]}
              onChange={(mapped) => set({ mapped })}
            />
            <Filter
              label="Recording"
              value={filter.datasetId === undefined ? '' : String(filter.datasetId)}
              options={datasets.map(({ id, name, episodes }) => ({
                value: String(id),
                label: `${name} (${episodes})`,
              }))}
              onChange={(dataset) => set({ dataset })}
            />
            {(filter.importId !== undefined || filter.configurationId !== undefined) && (
              <button type="button" className={classes.clear} onClick={() => set({ import: '', configuration: '' })}>
                {filter.importId !== undefined
                  ? `Import ${filter.importId} only`
                  : `Configuration ${filter.configurationId} only`}{' '}
                ✕
              </button>
            )}
          </>
        }
      />
      <DataTable
        caption="Episodes"
        columns={columnsOf(base)}
        rows={data.rows}
        rowKey={(row) => row.id}
        onOpen={(row) => router.push(`${base}/episodes/${row.id}`)}
        empty={
          <EmptyState
            title="No episode matches"
            action={imports && <ButtonLink href={`${base}/new`}>Import recordings</ButtonLink>}
          >
            {imports ? 'Take a filter away, or bring recordings in.' : 'Take a filter away to see more.'}
          </EmptyState>
        }
      />
      <div className={classes.pages}>
        <Pages what="episodes" total={pages} value={filter.page} onChange={(page) => set({ page: String(page) })} />
      </div>
    </>
  );
}

function Filter({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      label={label}
      data={[{ value: '', label: 'all' }, ...options]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const columnsOf = (base: string): Column<Row>[] => [
  {
    key: 'id',
    head: 'Episode',
    cell: (row) => <TextLink href={`${base}/episodes/${row.id}`}>{`${row.datasetName} #${row.sourceIndex}`}</TextLink>,
    sortBy: (row) => row.id,
  },
  { key: 'kind', head: 'Kind', cell: (row) => KIND_WORDS[row.kind], sortBy: (row) => row.kind },
  {
    key: 'levels',
    head: 'Configuration',
    cell: (row) =>
      row.configurationId === null ? <span className={classes.quiet}>not placed yet</span> : row.levels.join(' · '),
    sortBy: (row) => row.levels.join(' '),
  },
  {
    key: 'outcome',
    head: 'Outcome',
    cell: (row) => (row.excluded ? <ExcludedBadge /> : <OutcomeMark outcome={row.outcome} />),
    sortBy: (row) => row.outcome,
  },
  {
    key: 'frames',
    head: 'Frames',
    numeric: true,
    cell: (row) => row.frames.toLocaleString('en'),
    sortBy: (row) => row.frames,
  },
  {
    key: 'duration',
    head: 'Length',
    unit: 's',
    numeric: true,
    cell: (row) => (row.durationMs === null ? '–' : (row.durationMs / 1000).toFixed(1)),
    sortBy: (row) => row.durationMs ?? 0,
  },
];
