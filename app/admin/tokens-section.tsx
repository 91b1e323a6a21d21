'use client';

import { Button } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Moment } from '@/app/_ui/moment';
import { noticeDone, noticeProblem } from '@/app/_ui/notices';
import { Section } from '@/app/_ui/page-head';

type Token = RouterOutput['admin']['tokens'][number];

/** Keys of machines and of screens in all programs: what each may do, when it was last used, and its end. */
export function TokensSection() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: tokens } = useSuspenseQuery(trpc.admin.tokens.queryOptions());
  const revoke = useMutation(
    trpc.admin.revokeToken.mutationOptions({
      onSuccess: ({ name }) => noticeDone(`${name} is revoked: its holder is refused from now on.`),
      onError: (error) => noticeProblem(error.message),
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.admin.tokens.queryKey() }),
    }),
  );
  return (
    <Section title="Tokens">
      <DataTable
        caption="Tokens of the installation"
        rows={tokens}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', head: 'Name', sortBy: ({ name }) => name, cell: ({ name }) => name },
          { key: 'of', head: 'Of', sortBy: ownerOf, cell: ownerOf },
          { key: 'scopes', head: 'May', cell: ({ scopes }) => scopes.join(', ') },
          {
            key: 'used',
            head: 'Last used',
            sortBy: ({ lastUsedAt }) => lastUsedAt?.getTime() ?? 0,
            cell: ({ lastUsedAt }) => (lastUsedAt ? <Moment at={lastUsedAt} /> : 'never'),
          },
          { key: 'ends', head: 'Ends', cell: ({ expiresAt }) => (expiresAt ? <Moment at={expiresAt} /> : 'never') },
          {
            key: 'state',
            head: 'State',
            quiet: true,
            width: 110,
            cell: (token) =>
              token.revokedAt ? (
                'revoked'
              ) : token.expired ? (
                'expired'
              ) : (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Revoke ${token.name}`}
                  onClick={() => revoke.mutate({ tokenId: token.id })}
                >
                  Revoke
                </Button>
              ),
          },
        ]}
        empty={
          <EmptyState title="Tokens appear here.">
            A lead makes them on the page People of a program; <code>rota tokens create</code> on the server makes one
            for the whole installation.
          </EmptyState>
        }
      />
    </Section>
  );
}

function ownerOf({ program }: Token): string {
  return program ?? 'the installation';
}
