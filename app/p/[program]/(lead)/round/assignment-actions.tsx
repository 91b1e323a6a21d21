'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsSplit2, IconBan, IconDots, IconRotate, IconUserShare } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/app/_trpc/client';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import type { QueueRow } from './assignment-table';
import { BlockDialog } from './block-dialog';
import { GiveDialog } from './give-dialog';
import { SplitDialog } from './split-dialog';

/** What a lead can do about one assignment. */
export function AssignmentActions({ program, row }: { program: string; row: QueueRow }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<'block' | 'give' | 'split' | null>(null);
  const told = {
    onError: (error: { message: string }) => noticeProblem(error.message),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.collect.pathKey() }),
  };
  const putBack = useMutation(trpc.collect.putBack.mutationOptions(told));
  const setAside = useMutation(trpc.collect.setAside.mutationOptions(told));
  if (row.state === 'done') return null;
  const name = row.levels.map((level) => level.name).join(' · ');
  const held = row.state === 'claimed' || row.state === 'in_progress';
  const free = () => putBack.mutate({ program, assignmentId: row.id });
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${name}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {row.state !== 'queued' && (
            <Menu.Item leftSection={<IconRotate size={16} aria-hidden />} onClick={free}>
              {held ? `Take back from ${row.claimedBy ?? 'its holder'}` : 'Put back in the queue'}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconUserShare size={16} aria-hidden />} onClick={() => setDialog('give')}>
            Give to a person or station
          </Menu.Item>
          {row.wanted - row.logged > 1 && (
            <Menu.Item leftSection={<IconArrowsSplit2 size={16} aria-hidden />} onClick={() => setDialog('split')}>
              Split for several operators
            </Menu.Item>
          )}
          {row.state !== 'blocked' && (
            <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={() => setDialog('block')}>
              Block with a reason
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'block' && (
        <BlockDialog
          name={name}
          onClose={() => setDialog(null)}
          onBlock={(reason) => {
            setDialog(null);
            setAside.mutate(
              { program, assignmentId: row.id, how: 'blocked', reason },
              { onSuccess: () => noticeWithUndo(`Blocked: ${name}.`, free) },
            );
          }}
        />
      )}
      {dialog === 'split' && <SplitDialog program={program} row={row} name={name} onClose={() => setDialog(null)} />}
      {dialog === 'give' && <GiveDialog program={program} row={row} name={name} onClose={() => setDialog(null)} />}
    </>
  );
}
