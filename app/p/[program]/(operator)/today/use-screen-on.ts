'use client';

import { useEffect } from 'react';

/** Keeps the screen on while the page is in view, so that its state can be read across the room. Browsers allow it over https and on localhost, and may refuse. */
export function useScreenOn(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let gone = false;
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      // A hidden page loses its lock, so it asks again when it is back in view.
      lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
      if (gone) await lock?.release();
    };
    void ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
}
