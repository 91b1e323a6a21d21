'use client';

import { useEffect } from 'react';
import { useTRPCClient } from '@/app/_trpc/client';

const KEY = 'rota.clock-offset';
const AGAIN_MS = 5 * 60_000;

/** The server's time at a moment of this document's monotonic clock; null until it was measured. */
let anchor: { serverMs: number; monotonicMs: number } | null = null;

/** What has to be added to the device's wall clock now to have the server's time, in ms; as last measured where the network is gone, undefined before the first time. */
export function clockOffsetMs(): number | undefined {
  if (anchor) return Math.round(anchor.serverMs + (performance.now() - anchor.monotonicMs) - Date.now());
  const kept = localStorage.getItem(KEY);
  return kept === null ? undefined : Number(kept);
}

/** Measures the server's clock on opening, every five minutes and when the network returns. Half of the round trip is taken as the way back. */
export function useServerClock(program: string): void {
  const client = useTRPCClient();
  useEffect(() => {
    const measure = async () => {
      const asked = performance.now();
      const { now } = await client.collect.clock.query({ program });
      const answered = performance.now();
      anchor = { serverMs: now.getTime() + (answered - asked) / 2, monotonicMs: answered };
      localStorage.setItem(KEY, String(clockOffsetMs()));
    };
    // Without an answer the offset stays as it was measured last.
    const tryIt = () => void measure().catch(() => undefined);
    tryIt();
    const timer = setInterval(tryIt, AGAIN_MS);
    window.addEventListener('online', tryIt);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', tryIt);
    };
  }, [client, program]);
}
