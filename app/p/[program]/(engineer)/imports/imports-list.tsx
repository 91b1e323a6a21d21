'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { Moment } from '@/app/_ui/moment';
import { PageHead } from '@/app/_ui/page-head';
import { ImportState } from './import-state';
import classes from './imports.module.css';

type Row = RouterOutput['imports']['list'][number];

/** Imports, newest first. A row opens its record. */
export function ImportsList({ program }: { program: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: imports } = useSuspenseQuery(trpc.imports.list.queryOptions({ program }));
  const base = `/p/${program}/imports`;
  const begin = <ButtonLink href={`${base}/new`}>Import recordings</ButtonLink>;
  return (
    <>
      <PageHead
        title="Imports"
        answer={answerOf(imports)}
        action={
          <div className={classes.row}>
            <ButtonLink href={`${base}/episodes`} quiet>
              Episodes
            </ButtonLink>
            {begin}
          </div>
        }
      />
      <DataTable
        caption="Imports"
        columns={columnsOf(base)}
        rows={imports}
        rowKey={(row) => row.id}
        onOpen={(row) => router.push(`${base}/${row.id}`)}
        empty={
          <EmptyState title="No recording has been imported yet" action={begin}>
            Demonstrations and rollouts in LeRobot v2.1 or v3.0, robomimic HDF5 or a CSV list appear here. A dry run
            shows what is readable before anything is written.
          </EmptyState>
        }
      />
    </>
  );
}

function answerOf(imports: readonly Row[]): string {
  const episodes = imports.reduce((sum, row) => sum + row.episodesAdded, 0);
  const running = imports.filter(({ state }) => state === 'running' || state === 'queued').length;
  if (imports.length === 0) return 'Nothing has been brought in yet.';
  const partial = imports.filter(({ state }) => state === 'partial' || state === 'failed').length;
  return [
    `${episodes.toLocaleString('en')} episodes came in by ${imports.length} ${imports.length === 1 ? 'import' : 'imports'}.`,
    running > 0 && `${running} still running.`,
    partial > 0 && `${partial} left something out.`,
  ]
    .filter(Boolean)
    .join(' ');
}

const columnsOf = (base: string): Column<Row>[] => [
  {
    key: 'name',
    head: 'Recording',
    cell: (row) => <TextLink href={`${base}/${row.id}`}>{row.name}</TextLink>,
    sortBy: (row) => row.name,
  },
  { key: 'state', head: 'State', cell: (row) => <ImportState state={row.state} />, sortBy: (row) => row.state },
  {
    key: 'kind',
    head: 'Kind',
    cell: (row) => (row.kind === 'demonstration' ? 'demonstrations' : 'probe rollouts'),
    sortBy: (row) => row.kind,
  },
  {
    key: 'added',
    head: 'Added',
    unit: 'episodes',
    numeric: true,
    cell: (row) => row.episodesAdded.toLocaleString('en'),
    sortBy: (row) => row.episodesAdded,
  },
  {
    key: 'known',
    head: 'Known',
    unit: 'episodes',
    numeric: true,
    cell: (row) => row.episodesKnown.toLocaleString('en'),
    sortBy: (row) => row.episodesKnown,
  },
  {
    key: 'frames',
    head: 'Frames',
    numeric: true,
    cell: (row) => row.framesTotal.toLocaleString('en'),
    sortBy: (row) => row.framesTotal,
  },
  { key: 'by', head: 'Started by', cell: (row) => row.startedBy ?? 'a token', sortBy: (row) => row.startedBy ?? '' },
  {
    key: 'at',
    head: 'Started',
    cell: (row) => <Moment at={row.createdAt} />,
    sortBy: (row) => row.createdAt.getTime(),
  },
];
