'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useSay } from '@/app/_messages/say';
import { ShortcutTip, useShortcut } from '../shortcut';
import { NavPicture } from './nav-icon';
import type { NavItem } from './navigation';
import classes from './shell.module.css';

/** One place in the rail, reachable by its key from anywhere outside a text field. */
export function NavLink({ place, here }: { place: NavItem; here: boolean }) {
  const router = useRouter();
  const say = useSay();
  useShortcut(place.key, () => router.push(place.href), 'shell');
  return (
    <ShortcutTip label={say(place.label)} keys={place.key}>
      <Link className={classes.place} href={place.href} aria-current={here ? 'page' : undefined}>
        <NavPicture icon={place.icon} />
        <span>{say(place.label)}</span>
      </Link>
    </ShortcutTip>
  );
}
