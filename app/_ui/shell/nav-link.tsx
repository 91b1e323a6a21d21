'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { ShortcutTip, useShortcut } from '../shortcut';
import { NavPicture } from './nav-icon';
import { isHere, type NavItem } from './navigation';
import classes from './shell.module.css';

/** One place in the rail, reachable by its key from anywhere outside a text field. */
export function NavLink({ place, path, isFirst }: { place: NavItem; path: string; isFirst: boolean }) {
  const router = useRouter();
  useShortcut(place.key, () => router.push(place.href), 'shell');
  return (
    <ShortcutTip label={place.label} keys={place.key}>
      <Link
        className={classes.place}
        href={place.href}
        aria-current={isHere(path, place.href, isFirst) ? 'page' : undefined}
      >
        <NavPicture icon={place.icon} />
        <span>{place.label}</span>
      </Link>
    </ShortcutTip>
  );
}
