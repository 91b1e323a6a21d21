'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { OutcomeMark } from '@/app/_ui/outcome-mark';
import { PageHead, Section } from '@/app/_ui/page-head';
import { queueWords } from './(annotator)/judge/judge-words';

type Row = RouterOutput['recordings']['judging']['next'][number];

/** The annotator's home: how much waits for a verdict, and what comes first. */
export function AnnotatorHome({ program }: { program: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data: queue } = useSuspenseQuery(trpc.recordings.judging.queryOptions({ program }));
  const base = `/p/${program}`;
  const waits = queue.unknown + queue.unconfirmed > 0;
  return (
    <>
      <PageHead
        title="Home"
        answer={queueWords(queue)}
        action={
          waits ? (
            <ButtonLink href={`${base}/judge`}>Judge the next</ButtonLink>
          ) : (
            queue.episodes > 0 && <ButtonLink href={`${base}/imports/episodes`}>See the episodes</ButtonLink>
          )
        }
      />
      {queue.episodes === 0 ? (
        <EmptyState title="Recordings that are worth your verdict appear here.">
          A lead or an engineer imports rollouts first.
        </EmptyState>
      ) : (
        <>
          {waits && (
            <Section title="What comes first">
              <DataTable
                caption="Episodes to judge, in order"
                columns={columnsOf(base)}
                rows={queue.next.slice(0, 10)}
                rowKey={(row) => row.id}
                onOpen={(row) => router.push(`${base}/imports/episodes/${row.id}`)}
                empty={null}
              />
            </Section>
          )}
          <p>
            An unknown outcome counts as unknown everywhere: it is never guessed. Outcomes that the recordings or the
            operators stated are already taken over; a person’s verdict stands above them.
          </p>
        </>
      )}
    </>
  );
}

const columnsOf = (base: string): Column<Row>[] => [
  {
    key: 'episode',
    head: 'Episode',
    cell: (row) => (
      <TextLink href={`${base}/imports/episodes/${row.id}`}>{`${row.datasetName} #${row.sourceIndex}`}</TextLink>
    ),
  },
  { key: 'levels', head: 'Configuration', cell: (row) => row.levels.join(' · ') || 'not placed yet' },
  { key: 'outcome', head: 'Stated outcome', cell: (row) => <OutcomeMark outcome={row.outcome} /> },
  {
    key: 'score',
    head: 'Score',
    numeric: true,
    cell: (row) => (row.score === null ? 'not scored' : row.score.toFixed(3)),
  },
];
