'use client';

import { IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useSay } from '@/app/_messages/say';
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

/** Always in view: whether everything has arrived, or how many attempts wait on this device. */
export function SyncState({ waiting, online }: { waiting: readonly Waiting[]; online: boolean }) {
  const say = useSay();
  const unsent = waiting.filter((entry) => !entry.stored || entry.takenBack).length;
  const Icon = !online ? IconCloudOff : unsent > 0 ? IconCloudUp : IconCloudCheck;
  const words = unsent > 0 ? say('sync.unsent', { count: unsent }) : say(online ? 'sync.stored' : 'sync.none');
  return (
    <span className={classes.sync} role="note" aria-label={say('sync')}>
      <Icon size={22} stroke={1.8} aria-hidden />
      {words}
    </span>
  );
}
