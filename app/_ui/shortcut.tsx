'use client';

import { Kbd, Tooltip } from '@mantine/core';
import { type ReactElement, useEffect, useEffectEvent } from 'react';
import classes from './shortcut.module.css';

/** Whether the element with the focus needs `key` itself: text fields take all, buttons and links take Space and Enter. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu]')) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a, [role=button]') !== null;
}

/**
 * Runs `run` when `key` alone is pressed outside a text field or dialog. A page's own keys win over the shell's
 * (`layer: 'shell'`): the page answers first and takes the key.
 */
export function useShortcut(key: string | undefined, run: () => void, layer: 'page' | 'shell' = 'page'): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key.toLowerCase() !== key?.toLowerCase() || isTaken(event.target, event.key)) return;
    event.preventDefault();
    run();
  });
  useEffect(() => {
    const target: Document | Window = layer === 'page' ? document : window;
    const listener = (event: Event) => onKey(event as KeyboardEvent);
    target.addEventListener('keydown', listener);
    return () => target.removeEventListener('keydown', listener);
  }, [layer]);
}

/** A tooltip that names what `children` does and the key that does the same. */
export function ShortcutTip({
  label,
  keys,
  position = 'right',
  children,
}: {
  label: string;
  keys?: string;
  position?: 'right' | 'bottom' | 'top';
  children: ReactElement;
}) {
  return (
    <Tooltip
      position={position}
      label={
        <span className={classes.tip}>
          {label}
          {keys && <Kbd size="xs">{keys.toUpperCase()}</Kbd>}
        </span>
      }
    >
      {children}
    </Tooltip>
  );
}
