'use client';

import { useEffect, useState } from 'react';

/** Whether nothing was heard of the server for `afterMs` since `heardAt`, by this device's clock. */
export function useLost(heardAt: number, afterMs: number): boolean {
  const [lostSince, setLostSince] = useState<number | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setLostSince(heardAt), afterMs);
    return () => clearTimeout(timer);
  }, [heardAt, afterMs]);
  return lostSince === heardAt;
}
