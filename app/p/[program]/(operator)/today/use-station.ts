'use client';

import { useKept } from './use-kept';

/** The station this device stands at, kept in the browser; null for none. */
export function useStation(program: string): [number | null, (stationId: number | null) => void] {
  const [kept, keep] = useKept(`rota.station.${program}`);
  return [kept === null ? null : Number(kept), (stationId) => keep(stationId === null ? null : String(stationId))];
}
