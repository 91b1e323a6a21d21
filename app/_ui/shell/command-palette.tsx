'use client';

import { Kbd } from '@mantine/core';
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useSay } from '@/app/_messages/say';
import { NavPicture } from './nav-icon';
import type { NavItem } from './navigation';
import type { ShellProgram } from './program-switch';

/** Everything reachable by name, on ⌘K or Ctrl K: places of this program, then the other programs. */
export function CommandPalette({
  places,
  programs,
  admin,
}: {
  places: readonly NavItem[];
  programs: readonly ShellProgram[];
  admin: boolean;
}) {
  const router = useRouter();
  const say = useSay();
  const go = (href: string) => () => router.push(href);
  const toPlaces: SpotlightActionData[] = places.map((place) => ({
    id: place.href,
    label: say(place.label),
    leftSection: <NavPicture icon={place.icon} />,
    rightSection: <Kbd size="xs">{place.key.toUpperCase()}</Kbd>,
    onClick: go(place.href),
  }));
  const toPrograms: SpotlightActionData[] = [
    ...programs.map((program) => ({ id: `program ${program.href}`, label: program.name, onClick: go(program.href) })),
    ...(admin
      ? [
          { id: 'new program', label: say('shell.newProgram'), onClick: go('/programs/new') },
          { id: 'installation', label: say('shell.installation.about'), onClick: go('/admin') },
        ]
      : []),
  ];
  return (
    <Spotlight
      actions={[
        { group: say('shell.places'), actions: toPlaces },
        { group: say('shell.programs'), actions: toPrograms },
      ]}
      highlightQuery
      nothingFound={say('shell.nothingFound')}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: say('shell.goToPage'),
        'aria-label': say('shell.goToPage'),
      }}
    />
  );
}
