'use client';

import { useEffect } from 'react';

/** Lets this page open without a network from now on. Browsers allow that over https and on localhost only. */
export function OfflineReady() {
  useEffect(() => {
    // Without it the page needs its network to open; what is recorded is kept all the same.
    navigator.serviceWorker?.register('/api/worker', { scope: '/' }).catch(() => undefined);
  }, []);
  return null;
}
