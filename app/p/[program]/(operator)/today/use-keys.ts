'use client';

import { useCallback, useMemo } from 'react';
import { type Keys, keysFrom } from './keys';
import { useKept } from './use-kept';

/** The keys of this device and how to change them. */
export function useKeys(): [Keys, (keys: Keys | null) => void] {
  const [kept, keep] = useKept('rota.keys');
  const keys = useMemo(() => keysFrom(kept), [kept]);
  const change = useCallback((next: Keys | null) => keep(next && JSON.stringify(next)), [keep]);
  return [keys, change];
}
