'use client';

import { useSuspenseQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import { CopyCode } from '@/app/_ui/copy-code';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { Moment } from '@/app/_ui/moment';
import { PageHead, Section } from '@/app/_ui/page-head';

/** The engineer's home: what was brought in, what it became, and how scripts do the same. */
export function EngineerHome({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.home.engineer.queryOptions({ program }));
  const base = `/p/${program}`;
  const count = (n: number, one: string) => `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;
  return (
    <>
      <PageHead
        title="Home"
        answer={`${count(data.episodes, 'recording')} and ${count(data.checkpoints, 'checkpoint')} are in the store; ${count(data.tokens, 'token')} may use the API.`}
        action={<ButtonLink href={`${base}/imports`}>Import recordings</ButtonLink>}
      />
      <Section title="Newest checkpoints" aside={<TextLink href={`${base}/checkpoints`}>All checkpoints</TextLink>}>
        <DataTable
          caption="Newest checkpoints"
          rows={data.newestCheckpoints}
          rowKey={(row) => row.id}
          columns={[
            { key: 'name', head: 'Checkpoint', cell: (row) => row.name },
            { key: 'form', head: 'Form', cell: (row) => row.form },
            {
              key: 'size',
              head: 'Training set',
              unit: 'demonstrations',
              numeric: true,
              cell: (row) => row.size?.toLocaleString('en') ?? 'unknown',
            },
            { key: 'state', head: 'State', cell: (row) => stateWords(row.current, row.scored) },
          ]}
          empty={<EmptyState title="Checkpoints appear here once one is registered." />}
        />
      </Section>
      <Section title="Newest imports" aside={<TextLink href={`${base}/imports`}>All imports</TextLink>}>
        <DataTable
          caption="Newest imports"
          rows={data.imports}
          rowKey={(row) => row.id}
          columns={[
            { key: 'name', head: 'Source', cell: (row) => row.name },
            { key: 'state', head: 'State', cell: (row) => row.state },
            {
              key: 'added',
              head: 'Added',
              unit: 'episodes',
              numeric: true,
              cell: (row) => row.episodesAdded.toLocaleString('en'),
            },
            { key: 'when', head: 'Started', cell: (row) => <Moment at={row.createdAt} /> },
          ]}
          empty={<EmptyState title="Imports appear here once a recording is brought in." />}
        />
      </Section>
      <Section title="From scripts">
        <p>
          A lead makes a token on the page People. The page <TextLink href={`${base}/api`}>API</TextLink> shows every
          way in; the command line is the shortest:
        </p>
        <CopyCode
          block
          label="commands"
          code={[
            `export ROTA_URL=<address of this site> ROTA_TOKEN=<your token> ROTA_PROGRAM=${program}`,
            'npx rota import <path>',
            'npx rota checkpoints add <name> --member a.onnx --member b.onnx --member c.onnx',
            'npx rota score --wait',
          ].join('\n')}
        />
      </Section>
    </>
  );
}

function stateWords(current: boolean, scored: boolean): string {
  return [current && 'current', scored ? 'scored' : 'not scored'].filter(Boolean).join(', ');
}
