'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { SpeakingOnly, useLanguage, useSay } from '@/app/_messages/say';
import { CommandPalette } from './command-palette';
import { NavLink } from './nav-link';
import { type NavItem, placeOf } from './navigation';
import { ProgramSwitch, type ShellProgram } from './program-switch';
import classes from './shell.module.css';
import { UserMenu } from './user-menu';

interface ShellProps {
  person: { name: string };
  program: ShellProgram | null;
  programs: readonly ShellProgram[];
  places: readonly NavItem[];
  operator?: boolean;
  admin?: boolean;
  children: ReactNode;
}

/**
 * The frame of every signed-in page. `places` come from `navigationFor`; with `operator` the rail turns into a
 * bar at the bottom on screens up to 900 px, within reach of a thumb. `admin` may make programs.
 */
export function Shell({ person, program, programs, places, operator = false, admin = false, children }: ShellProps) {
  // The pages of other roles are written in English, and so is their frame.
  const language = useLanguage();
  return (
    <SpeakingOnly language={operator ? language : 'en'}>
      <Frame person={person} program={program} programs={programs} places={places} operator={operator} admin={admin}>
        <SpeakingOnly language={language}>{children}</SpeakingOnly>
      </Frame>
    </SpeakingOnly>
  );
}

function Frame({ person, program, programs, places, operator, admin, children }: Required<ShellProps>) {
  const say = useSay();
  const language = useLanguage();
  const here = placeOf(usePathname(), places);
  return (
    <div className={classes.frame} data-operator={operator || undefined}>
      <a className={classes.skip} href="#content" lang={language}>
        {say('shell.skip')}
      </a>
      <nav className={classes.rail} aria-label={say('shell.main')} lang={language}>
        <ProgramSwitch program={program} programs={programs} admin={admin} />
        <div className={classes.places}>
          {places.map((place) => (
            <NavLink key={place.href} place={place} here={place === here} />
          ))}
        </div>
        <UserMenu person={person} />
      </nav>
      <main className={classes.content} id="content" tabIndex={-1}>
        {program?.simulated && (
          <p className={classes.simulated} lang={language}>
            <strong>{say('shell.simulated')}</strong>: {say('shell.simulated.words')}
          </p>
        )}
        {children}
      </main>
      <CommandPalette places={places} programs={programs} admin={admin} />
    </div>
  );
}
