'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { Moment } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page-head';
import { TokenDialog } from './token-dialog';
import { type Token, useRevoke } from './use-revoke';

/** Keys of machines: what each may do, when it was last used, and its end. */
export function TokensSection({ program, tokens }: { program: string; tokens: readonly Token[] }) {
  const [making, setMaking] = useState(false);
  const end = useRevoke(program, ({ name }) => `${name} is revoked: its holder is refused from now on.`);
  return (
    <Section
      title="Tokens for machines"
      aside={
        <Button size="xs" variant="default" onClick={() => setMaking(true)}>
          Make a token
        </Button>
      }
    >
      <DataTable
        caption="Tokens"
        rows={tokens}
        rowKey={(token) => token.id}
        columns={[
          { key: 'name', head: 'Name', sortBy: (token) => token.name, cell: (token) => token.name },
          { key: 'scopes', head: 'May', cell: (token) => token.scopes.join(', ') },
          { key: 'made', head: 'Made', cell: (token) => <Moment at={token.createdAt} /> },
          {
            key: 'used',
            head: 'Last used',
            cell: (token) => (token.lastUsedAt ? <Moment at={token.lastUsedAt} /> : 'never'),
          },
          { key: 'ends', head: 'Ends', cell: (token) => (token.expiresAt ? <Moment at={token.expiresAt} /> : 'never') },
          {
            key: 'revoke',
            head: 'Revoke',
            quiet: true,
            width: 110,
            cell: (token) =>
              token.revokedAt ? (
                'revoked'
              ) : (
                <Button size="compact-xs" variant="subtle" onClick={() => end(token)}>
                  Revoke
                </Button>
              ),
          },
        ]}
        empty={
          <EmptyState title="Tokens appear here.">
            A token lets a script use the API of this program: import recordings, post evaluations, read schedules.
          </EmptyState>
        }
      />
      {making && <TokenDialog program={program} onClose={() => setMaking(false)} />}
    </Section>
  );
}
