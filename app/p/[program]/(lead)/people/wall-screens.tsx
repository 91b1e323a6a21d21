'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { CopyCode } from '@/app/_ui/copy-code';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink } from '@/app/_ui/links';
import { Moment } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page-head';
import { Problem } from '@/app/_ui/problem';
import classes from './people.module.css';
import { type Token, useRevoke } from './use-revoke';

/** Links that open the wall view on a screen nobody is signed in at; each sees the wall alone and ends when revoked. */
export function WallScreens({ program, screens }: { program: string; screens: readonly Token[] }) {
  const [making, setMaking] = useState(false);
  const end = useRevoke(program, ({ name }) => `The link of ${name} is revoked: its screen shows nothing from now on.`);
  const make = (
    <Button size="xs" variant="default" onClick={() => setMaking(true)}>
      Make a link for a screen
    </Button>
  );
  return (
    <Section
      title="Wall screens"
      aside={
        <>
          <ButtonLink href={`/wall/${program}`} quiet size="xs">
            Open the wall
          </ButtonLink>{' '}
          {screens.length > 0 && make}
        </>
      }
    >
      <DataTable
        caption="Wall screens"
        rows={screens}
        rowKey={(screen) => screen.id}
        columns={[
          { key: 'name', head: 'Screen', sortBy: (screen) => screen.name, cell: (screen) => screen.name },
          { key: 'made', head: 'Made', cell: (screen) => <Moment at={screen.createdAt} /> },
          {
            key: 'used',
            head: 'Last used',
            cell: (screen) => (screen.lastUsedAt ? <Moment at={screen.lastUsedAt} /> : 'never'),
          },
          {
            key: 'revoke',
            head: 'Revoke',
            quiet: true,
            width: 110,
            cell: (screen) =>
              screen.revokedAt ? (
                'revoked'
              ) : (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Revoke the link of ${screen.name}`}
                  onClick={() => end(screen)}
                >
                  Revoke
                </Button>
              ),
          },
        ]}
        empty={
          <EmptyState title="Screens that show the wall appear here" action={make}>
            A link opens the wall on a television in the workshop: progress, stations, blocks and what came in today. It
            can read nothing else and change nothing.
          </EmptyState>
        }
      />
      {making && <LinkDialog program={program} onClose={() => setMaking(false)} />}
    </Section>
  );
}

function LinkDialog({ program, onClose }: { program: string; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation(
    trpc.people.createToken.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.people.tokens.queryKey({ program }) }),
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
    if (name) create.mutate({ program, name, scopes: ['wall'] });
  };
  if (create.data)
    return (
      <Modal opened onClose={onClose} title="Link for a screen" size="lg">
        <div className={classes.dialog}>
          <p>
            The link is shown this once. Open it in the browser of the screen; it stays open there until you revoke it.
          </p>
          <CopyCode code={`${window.location.origin}/api/wall/${program}/${create.data.secret}`} label="link" block />
          <Button onClick={onClose}>Done</Button>
        </div>
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title="Link for a screen">
      <form className={classes.dialog} onSubmit={submit}>
        <TextInput
          name="name"
          label="Screen"
          description="Where it hangs, so that you know which link to revoke"
          maxLength={80}
          required
          data-autofocus
        />
        {create.error && <Problem what={create.error.message} kept="No link was made." />}
        <Button type="submit" loading={create.isPending}>
          Make the link
        </Button>
      </form>
    </Modal>
  );
}
