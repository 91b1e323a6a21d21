'use client';

import { IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useSay } from '@/app/_messages/say';
import { waitingOfOthers } from './device-store';
import type { Waiting } from './outbox';
import classes from './today.module.css';

/** Whether this device says it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}

/** How many entries have not arrived yet. */
export const unsentOf = (waiting: readonly Waiting[]) =>
  waiting.filter((entry) => !entry.stored || entry.takenBack).length;

/** Always in view: whether everything has arrived, or how many attempts wait on this device. */
export function SyncState({
  personId,
  waiting,
  online,
}: {
  personId: number;
  waiting: readonly Waiting[];
  online: boolean;
}) {
  const others = useOthers(personId);
  const say = useSay();
  const unsent = unsentOf(waiting);
  const Icon = !online ? IconCloudOff : unsent > 0 ? IconCloudUp : IconCloudCheck;
  const words = unsent > 0 ? say('sync.unsent', { count: unsent }) : say(online ? 'sync.stored' : 'sync.none');
  return (
    <>
      {others > 0 && <span className={classes.sync}>{say('sync.others', { count: others })}</span>}
      <span className={classes.sync} role="note" aria-label={say('sync')}>
        <Icon size={22} stroke={1.8} aria-hidden />
        {words}
      </span>
    </>
  );
}

/** How many attempts of other people lie on this device; without their names, which are no business of whoever is here now. */
function useOthers(personId: number): number {
  const [others, setOthers] = useState(0);
  useEffect(() => {
    // Where the browser keeps nothing, nobody left anything.
    waitingOfOthers(personId).then(setOthers, () => undefined);
  }, [personId]);
  return others;
}
