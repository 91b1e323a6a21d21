'use client';

import { Modal } from '@mantine/core';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { CopyCode } from '@/app/_ui/copy-code';
import { DataTable } from '@/app/_ui/data-table';
import { EmptyState } from '@/app/_ui/empty-state';
import { ButtonLink, TextLink } from '@/app/_ui/links';
import { noticeDone, noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import { PageHead, Section } from '@/app/_ui/page-head';
import { BackupSection } from './backup-section';
import { HealthSection, healthWords } from './health-section';
import { PersonMenu } from './person-menu';
import { TokensSection } from './tokens-section';

const AGAIN_MS = 15_000;

type Person = RouterOutput['admin']['people'][number];

/** Everybody and every program of this installation; passwords, sessions and access in the admin's hand. */
export function InstallationPage({ self }: { self: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: people } = useSuspenseQuery(trpc.admin.people.queryOptions());
  const { data: programs } = useSuspenseQuery(trpc.admin.programs.queryOptions());
  const { data: health } = useSuspenseQuery({ ...trpc.admin.health.queryOptions(), refetchInterval: AGAIN_MS });
  const [fresh, setFresh] = useState<{ name: string; password: string } | null>(null);
  const onError = (error: { message: string }) => noticeProblem(error.message);
  const reload = () => queries.invalidateQueries({ queryKey: trpc.admin.people.queryKey() });
  const reset = useMutation(trpc.admin.resetPassword.mutationOptions({ onError, onSuccess: setFresh }));
  const disable = useMutation(trpc.admin.disable.mutationOptions({ onError, onSettled: reload }));
  const endSessions = useMutation(trpc.admin.endSessions.mutationOptions({ onError }));
  const setDisabled = ({ id, name }: Person, disabled: boolean) =>
    disable.mutate(
      { personId: id, disabled },
      {
        onSuccess: () =>
          noticeWithUndo(disabled ? `${name} cannot sign in any more.` : `${name} may sign in again.`, () =>
            disable.mutate({ personId: id, disabled: !disabled }),
          ),
      },
    );
  const active = people.filter((person) => person.disabledAt === null).length;
  return (
    <>
      <PageHead
        title="Installation"
        answer={`${healthWords(health)} ${active} ${active === 1 ? 'person' : 'people'} may sign in; ${programs.length} ${programs.length === 1 ? 'program' : 'programs'}.`}
        action={<ButtonLink href="/programs/new">New program</ButtonLink>}
      />
      <HealthSection health={health} />
      <Section title="People">
        <DataTable
          caption="People of the installation"
          rows={people}
          rowKey={(person) => person.id}
          empty={null}
          columns={[
            { key: 'name', head: 'Name', sortBy: (person) => person.name, cell: (person) => person.name },
            { key: 'standing', head: 'Standing', sortBy: standingOf, cell: standingOf },
            { key: 'programs', head: 'Programs', cell: (person) => person.programs.join(', ') || 'none' },
            {
              key: 'more',
              head: 'What to do',
              quiet: true,
              width: 60,
              cell: (person) => (
                <PersonMenu
                  person={person}
                  self={person.name === self}
                  onReset={() => reset.mutate({ name: person.name })}
                  onEndSessions={() =>
                    endSessions.mutate(
                      { personId: person.id },
                      { onSuccess: () => noticeDone(`${person.name} is signed out everywhere.`) },
                    )
                  }
                  onDisable={(disabled) => setDisabled(person, disabled)}
                />
              ),
            },
          ]}
        />
      </Section>
      <Section title="Programs">
        <DataTable
          caption="Programs of the installation"
          rows={programs}
          rowKey={(program) => program.slug}
          columns={[
            {
              key: 'name',
              head: 'Name',
              sortBy: (program) => program.name,
              cell: (program) => <TextLink href={`/p/${program.slug}`}>{program.name}</TextLink>,
            },
            { key: 'slug', head: 'Id', cell: (program) => program.slug },
            { key: 'kind', head: 'Kind', cell: (program) => (program.simulated ? 'simulated' : 'real') },
            ...(['configurations', 'people', 'episodes'] as const).map((key) => ({
              key,
              head: key === 'episodes' ? 'Recordings' : key === 'people' ? 'People' : 'Configurations',
              numeric: true,
              sortBy: (program: (typeof programs)[number]) => program[key],
              cell: (program: (typeof programs)[number]) => program[key].toLocaleString('en'),
            })),
          ]}
          empty={
            <EmptyState
              title="Programs appear here."
              action={<ButtonLink href="/programs/new">New program</ButtonLink>}
            />
          }
        />
      </Section>
      <TokensSection />
      <BackupSection health={health} />
      <Modal opened={fresh !== null} onClose={() => setFresh(null)} title={`New password of ${fresh?.name}`}>
        <p>Shown this once. All sessions of {fresh?.name} have ended.</p>
        {fresh && <CopyCode code={fresh.password} label={`password of ${fresh.name}`} />}
      </Modal>
    </>
  );
}

function standingOf(person: Person): string {
  if (person.disabledAt) return 'disabled';
  return person.isAdmin ? 'admin' : 'person';
}
