'use client';

import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconPlus, IconServerCog } from '@tabler/icons-react';
import Link from 'next/link';
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
  return (
    <Menu position="right-start" width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.program} aria-label={`Program: ${program?.name ?? 'none chosen'}. Switch`}>
          <span className={classes.monogram} aria-hidden>
            {program ? initialsOf(program.name) : '–'}
          </span>
          <span className={classes.programName}>{program?.name ?? 'Choose'}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Programs</Menu.Label>
        {programs.map((each) => (
          <Menu.Item
            key={each.href}
            component={Link}
            href={each.href}
            rightSection={each.href === program?.href ? <IconCheck size={14} aria-label="open now" /> : null}
          >
            {each.name}
          </Menu.Item>
        ))}
        {admin && (
          <>
            <Menu.Divider />
            <Menu.Item component={Link} href="/programs/new" leftSection={<IconPlus size={14} aria-hidden />}>
              New program
            </Menu.Item>
            <Menu.Item component={Link} href="/admin" leftSection={<IconServerCog size={14} aria-hidden />}>
              Installation
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
