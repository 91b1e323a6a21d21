'use client';

import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { openSpotlight } from '@mantine/spotlight';
import { IconDeviceDesktop, IconDevices, IconLogout, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { signOut } from 'next-auth/react';
import { useSay } from '@/app/_messages/say';
import { useTRPC } from '@/app/_trpc/client';
import { initialsOf } from '../initials';
import { forgetDevice } from './forget-device';
import classes from './shell.module.css';

const SCHEMES = [
  { value: 'light', label: 'shell.light', icon: IconSun },
  { value: 'dark', label: 'shell.dark', icon: IconMoon },
  { value: 'auto', label: 'shell.auto', icon: IconDeviceDesktop },
] as const;

const leave = async () => {
  await forgetDevice();
  await signOut({ callbackUrl: '/sign-in' });
};

/** Who is signed in, the theme, and the way out: of this browser or of every device at once. */
export function UserMenu({ person }: { person: { name: string } }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const say = useSay();
  const trpc = useTRPC();
  const endAll = useMutation(trpc.people.signOutEverywhere.mutationOptions({ onSuccess: leave }));
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.place} aria-label={say('shell.person', { name: person.name })}>
          <span className={classes.person} aria-hidden>
            {initialsOf(person.name)}
          </span>
          <span className={classes.programName}>{person.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSearch size={14} aria-hidden />} rightSection="⌘K" onClick={openSpotlight}>
          {say('shell.goTo')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{say('shell.theme')}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as typeof colorScheme)}>
          {SCHEMES.map(({ value, label, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={14} aria-hidden />}>
              {say(label)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={14} aria-hidden />} onClick={leave}>
          {say('shell.signOut')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDevices size={14} aria-hidden />} onClick={() => endAll.mutate()}>
          {say('shell.signOutEverywhere')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
