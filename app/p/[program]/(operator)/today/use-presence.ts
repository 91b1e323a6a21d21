'use client';

import { useEffect } from 'react';
import { useTRPCClient } from '@/app/_trpc/client';
import { SIGN_OF_LIFE_MS } from '@/server/core/collect/presence';
import { deviceName } from './device';

/** Tells the server that this person is at work at this station, while the page is in view. Without a network nothing is told. */
export function usePresence(program: string, stationId: number | null): void {
  const client = useTRPCClient();
  useEffect(() => {
    const tell = () => {
      if (document.visibilityState !== 'visible') return;
      client.collect.here.mutate({ program, stationId, device: deviceName() }).catch(() => undefined);
    };
    tell();
    const timer = setInterval(tell, SIGN_OF_LIFE_MS);
    document.addEventListener('visibilitychange', tell);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [client, program, stationId]);
}
