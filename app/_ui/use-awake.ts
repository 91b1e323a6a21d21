'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Whether the page has come alive in a browser: false on the server and until presses and keys have an effect. */
export function useAwake(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
