'use client';

import { Button } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeProblem } from '@/app/_ui/notices';
import { PageHead, Section } from '@/app/_ui/page-head';
import { FiguresSection } from './figures-section';
import { InviteDialog } from './invite-dialog';
import { MembersTable } from './members-table';
import { TokensSection } from './tokens-section';
import { WallScreens } from './wall-screens';

/** Members with their roles, what is shown about them, tokens of machines, and one's own sessions. */
export function PeoplePage({ program }: { program: string }) {
  const trpc = useTRPC();
  const { data: members } = useSuspenseQuery(trpc.people.list.queryOptions({ program }));
  const { data: tokens } = useSuspenseQuery(trpc.people.tokens.queryOptions({ program }));
  const { data: me } = useSuspenseQuery(trpc.people.me.queryOptions());
  const [inviting, setInviting] = useState(false);
  const endAll = useMutation(
    trpc.people.signOutEverywhere.mutationOptions({
      onSuccess: () => signOut({ callbackUrl: '/sign-in' }),
      onError: (error) => noticeProblem(error.message),
    }),
  );
  const operators = members.filter((member) => member.roles.includes('operator')).length;
  const isScreen = (token: (typeof tokens)[number]) => token.scopes.every((scope) => scope === 'wall');
  const machines = tokens.filter((token) => !isScreen(token));
  const live = machines.filter((token) => token.revokedAt === null).length;
  return (
    <>
      <PageHead
        title="People"
        answer={`${members.length} ${members.length === 1 ? 'person takes' : 'people take'} part, ${operators} of them ${operators === 1 ? 'an operator' : 'operators'}; ${live} ${live === 1 ? 'token' : 'tokens'} in use.`}
        action={<Button onClick={() => setInviting(true)}>Invite a person</Button>}
      />
      <Section title="Members">
        <MembersTable program={program} members={members} />
      </Section>
      <FiguresSection program={program} />
      <TokensSection program={program} tokens={machines} />
      <WallScreens program={program} screens={tokens.filter(isScreen)} />
      <Section title="Your sessions">
        <p>Ends every session of {me.name}, on every device, this one included.</p>
        <div>
          <Button variant="default" loading={endAll.isPending} onClick={() => endAll.mutate()}>
            Sign out everywhere
          </Button>
        </div>
      </Section>
      {inviting && <InviteDialog program={program} onClose={() => setInviting(false)} />}
    </>
  );
}
