'use client';

import { Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RouterOutput, useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import { ROLES, type Role } from '@/server/core/people/access';

type Member = RouterOutput['people']['list'][number];

/** Everybody with a role; a tick gives or takes one at once, with a way back. The last lead stays. */
export function MembersTable({ program, members }: { program: string; members: readonly Member[] }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const list = trpc.people.list.queryKey({ program });
  const setRoles = useMutation(
    trpc.people.setRoles.mutationOptions({
      onMutate({ personId, roles }) {
        const before = queries.getQueryData(list);
        queries.setQueryData(list, (now) => now?.map((each) => (each.id === personId ? { ...each, roles } : each)));
        return { before };
      },
      onError(error, _, kept) {
        queries.setQueryData(list, kept?.before);
        noticeProblem(error.message);
      },
      onSettled: () => queries.invalidateQueries({ queryKey: list }),
    }),
  );
  const tick = (member: Member, role: Role, given: boolean) => {
    const roles = ROLES.filter((each) => (each === role ? given : member.roles.includes(each)));
    const words =
      roles.length === 0
        ? `${member.name} is not in this program any more.`
        : `${member.name} ${given ? 'is now' : 'is not any more'} ${role}.`;
    setRoles.mutate(
      { program, personId: member.id, roles },
      {
        onSuccess: () =>
          noticeWithUndo(
            words,
            () => roles.length > 0 && setRoles.mutate({ program, personId: member.id, roles: member.roles }),
          ),
      },
    );
  };
  return (
    <DataTable
      caption="Members and their roles"
      rows={members}
      rowKey={(member) => member.id}
      empty={null}
      columns={[
        {
          key: 'name',
          head: 'Name',
          sortBy: (member) => member.name,
          cell: (member) => member.name + (member.disabledAt ? ' (disabled)' : ''),
        },
        ...ROLES.map((role) => ({
          key: role,
          head: role,
          width: 110,
          cell: (member: Member) => (
            <Checkbox
              size="xs"
              aria-label={`${member.name} as ${role}`}
              checked={member.roles.includes(role)}
              onChange={(event) => tick(member, role, event.currentTarget.checked)}
            />
          ),
        })),
      ]}
    />
  );
}
