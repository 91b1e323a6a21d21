'use client';

import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import type { Column } from '@/app/_ui/data-column';
import { DataTable } from '@/app/_ui/data-table';
import { Moment } from '@/app/_ui/moment';
import { noticeProblem } from '@/app/_ui/notices';
import { Section } from '@/app/_ui/page-head';

type Row = RouterOutput['imports']['matching']['proposals'][number];

/** How many episodes found their logged attempt, and the pairs that a person has to decide. */
export function MatchingSection({ program, importId }: { program: string; importId: number }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data } = useSuspenseQuery(trpc.imports.matching.queryOptions({ program, importId }));
  const decide = useMutation(
    trpc.imports.decideMatches.mutationOptions({
      onError: (error) => noticeProblem(error.message),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.imports.pathKey() }),
    }),
  );
  const { matched, toConfirm, unmatched, proposals } = data;
  if (matched + toConfirm === 0)
    return (
      <Section title="Logged attempts">
        <p>No attempt was logged for these episodes. They are confirmed by being here.</p>
      </Section>
    );
  const say = (rows: readonly Row[], confirm: boolean) =>
    decide.mutate({ program, proposalIds: rows.map(({ id }) => id), confirm });
  const columns: Column<Row>[] = [
    { key: 'episode', head: 'Episode', numeric: true, cell: (row) => row.episode, sortBy: (row) => row.episode },
    { key: 'recorded', head: 'Recorded', numeric: true, cell: (row) => lengthOf(row.episodeMs) },
    { key: 'logged', head: 'Logged', numeric: true, cell: (row) => lengthOf(row.attemptMs) },
    { key: 'at', head: 'Attempt received', cell: (row) => <Moment at={row.attemptAt} /> },
    { key: 'for', head: 'Recorded for', cell: (row) => row.levels.join(' · ') },
    { key: 'why', head: 'In doubt because', cell: (row) => WHY[row.why] ?? row.why },
    {
      key: 'decide',
      head: 'Decide',
      cell: (row) => (
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" disabled={decide.isPending} onClick={() => say([row], true)}>
            Confirm
          </Button>
          <Button size="compact-sm" variant="default" disabled={decide.isPending} onClick={() => say([row], false)}>
            Not this one
          </Button>
        </Group>
      ),
    },
  ];
  return (
    <Section
      title="Logged attempts"
      aside={
        proposals.length > 1 && (
          <Button size="compact-sm" loading={decide.isPending} onClick={() => say(proposals, true)}>
            Confirm all {proposals.length}
          </Button>
        )
      }
    >
      <p>
        {matched} matched{toConfirm > 0 && `, ${toConfirm} to confirm`}
        {unmatched > 0 && `, ${unmatched} without a logged attempt`}.
      </p>
      {proposals.length > 0 && (
        <DataTable
          caption="Pairs to confirm"
          columns={columns}
          rows={proposals}
          rowKey={(row) => row.id}
          empty={null}
        />
      )}
    </Section>
  );
}

const WHY: Record<string, string> = {
  'length unknown': 'the attempt has no length to compare',
  'length differs': 'the lengths differ',
  'several fit': 'another attempt fits as well',
};

/** In tenths of a second: a whole one hides what tells two recordings apart. */
const lengthOf = (ms: number | null) => (ms === null ? '–' : `${(ms / 1000).toFixed(1)} s`);
