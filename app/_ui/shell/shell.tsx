'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { CommandPalette } from './command-palette';
import { NavLink } from './nav-link';
import { type NavItem, placeOf } from './navigation';
import { ProgramSwitch, type ShellProgram } from './program-switch';
import classes from './shell.module.css';
import { UserMenu } from './user-menu';

/**
 * The frame of every signed-in page. `places` come from `navigationFor`; with `operator` the rail turns into a
 * bar at the bottom on screens up to 900 px, within reach of a thumb. `admin` may make programs.
 */
export function Shell({
  person,
  program,
  programs,
  places,
  operator = false,
  admin = false,
  children,
}: {
  person: { name: string };
  program: ShellProgram | null;
  programs: readonly ShellProgram[];
  places: readonly NavItem[];
  operator?: boolean;
  admin?: boolean;
  children: ReactNode;
}) {
  const here = placeOf(usePathname(), places);
  return (
    <div className={classes.frame} data-operator={operator || undefined}>
      <a className={classes.skip} href="#content">
        Skip to the page
      </a>
      <nav className={classes.rail} aria-label="Main">
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
          <p className={classes.simulated}>
            <strong>Simulated</strong>: everything in this program was run in the simulated lab.
          </p>
        )}
        {children}
      </main>
      <CommandPalette places={places} programs={programs} admin={admin} />
    </div>
  );
}
