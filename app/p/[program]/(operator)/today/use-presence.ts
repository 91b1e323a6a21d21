'use client';

import { useEffect } from 'react';
import { useTRPCClient } from '@/app/_trpc/client';
import { SIGN_OF_LIFE_MS } from '@/server/core/collect/presence';
import { deviceName } from './device';

/**
 * Tells the server that this person is at work at this station while the page is in view: a stream that is open says so,
 * its end is their leaving, and signs of life tell a stream that is open from one whose network is gone.
 */
export function usePresence(program: string, stationId: number | null, atWork = true): void {
  const client = useTRPCClient();
  useEffect(() => {
    if (!atWork) return;
    const at = { program, stationId, device: deviceName() };
    let stay: { unsubscribe(): void } | null = null;
    const leave = () => {
      stay?.unsubscribe();
      stay = null;
    };
    const follow = () => {
      if (document.visibilityState !== 'visible') return leave();
      stay ??= client.collect.stay.subscribe(at, {});
    };
    /** A stream from before the network was lost would take its time to notice that it is back. */
    const followAnew = () => {
      leave();
      follow();
    };
    follow();
    const timer = setInterval(() => {
      // Without a network nothing is told.
      if (stay) client.collect.here.mutate(at).catch(() => undefined);
    }, SIGN_OF_LIFE_MS);
    document.addEventListener('visibilitychange', follow);
    window.addEventListener('online', followAnew);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', follow);
      window.removeEventListener('online', followAnew);
      leave();
    };
  }, [client, program, stationId, atWork]);
}
