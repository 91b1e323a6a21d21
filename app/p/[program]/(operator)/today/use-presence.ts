'use client';

import { useEffect } from 'react';
import { useTRPCClient } from '@/app/_trpc/client';
import { useWorkAt } from '@/app/_trpc/live-events';
import { SIGN_OF_LIFE_MS } from '@/server/core/collect/presence';
import { deviceName } from './device';

/**
 * Tells the server that this person is at work at this station while the page is in view: the live connection says so, its
 * end is their leaving, and signs of life tell a connection that is open from one whose network is gone.
 */
export function usePresence(program: string, stationId: number | null, atWork = true): void {
  const client = useTRPCClient();
  const workAt = useWorkAt();
  useEffect(() => {
    if (!atWork) return;
    const place = { stationId, device: deviceName() };
    workAt(place);
    const timer = setInterval(() => {
      // Without a network nothing is told.
      if (document.visibilityState === 'visible')
        client.collect.here.mutate({ program, ...place }).catch(() => undefined);
    }, SIGN_OF_LIFE_MS);
    return () => {
      clearInterval(timer);
      workAt(null);
    };
  }, [client, workAt, program, stationId, atWork]);
}
