'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';

/** What an admin can do about one person. Nobody disables themselves. */
export function PersonMenu({
  person,
  self,
  onReset,
  onEndSessions,
  onDisable,
}: {
  person: { name: string; disabledAt: Date | null };
  self: boolean;
  onReset: () => void;
  onEndSessions: () => void;
  onDisable: (disabled: boolean) => void;
}) {
  const disabled = person.disabledAt !== null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${person.name}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!disabled && <Menu.Item onClick={onReset}>Make a new password</Menu.Item>}
        {!disabled && <Menu.Item onClick={onEndSessions}>End all sessions</Menu.Item>}
        {!self && <Menu.Item onClick={() => onDisable(!disabled)}>{disabled ? 'Let in again' : 'Disable'}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
