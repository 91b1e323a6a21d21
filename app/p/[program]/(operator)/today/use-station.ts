'use client';

import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const keyOf = (program: string) => `rota.station.${program}`;

/** The station this device stands at, kept in the browser; null for none. */
export function useStation(program: string): [number | null, (stationId: number | null) => void] {
  const kept = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(keyOf(program)),
    () => null,
  );
  const choose = useCallback(
    (stationId: number | null) => {
      if (stationId === null) localStorage.removeItem(keyOf(program));
      else localStorage.setItem(keyOf(program), String(stationId));
      for (const listener of listeners) listener();
    },
    [program],
  );
  return [kept === null ? null : Number(kept), choose];
}
