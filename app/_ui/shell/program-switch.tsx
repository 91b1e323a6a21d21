'use client';

import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconServerCog } from '@tabler/icons-react';
import Link from 'next/link';
import { useSay } from '@/app/_messages/say';
import { initialsOf } from '../initials';
import classes from './shell.module.css';

/** A program as the shell knows it. */
export interface ShellProgram {
  name: string;
  href: string;
  simulated: boolean;
}

/** Shows which program one is in and leads to the others; for an admin, to making one and to the installation. */
export function ProgramSwitch({
  program,
  programs,
  admin,
}: {
  program: ShellProgram | null;
  programs: readonly ShellProgram[];
  admin: boolean;
}) {
  const say = useSay();
  return (
    <Menu position="right-start" width={260}>
      <Menu.Target>
        <UnstyledButton
          className={classes.program}
          aria-label={say('shell.program', { name: program?.name ?? say('shell.program.none') })}
        >
          <span className={classes.monogram} aria-hidden>
            {program ? initialsOf(program.name) : '–'}
          </span>
          <span className={classes.programName}>{program?.name ?? say('shell.choose')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('shell.programs')}</Menu.Label>
        {programs.map((each) => (
          <Menu.Item
            key={each.href}
            component={Link}
            href={each.href}
            rightSection={
              each.href === program?.href ? <IconCheck size={14} aria-label={say('shell.openNow')} /> : null
            }
          >
            {each.name}
          </Menu.Item>
        ))}
        {admin && (
          <>
            <Menu.Divider />
            <Menu.Item component={Link} href="/programs/new" leftSection={<IconPlus size={14} aria-hidden />}>
              {say('shell.newProgram')}
            </Menu.Item>
            <Menu.Item component={Link} href="/admin" leftSection={<IconServerCog size={14} aria-hidden />}>
              {say('shell.installation')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
