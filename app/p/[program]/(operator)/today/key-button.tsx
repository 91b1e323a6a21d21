'use client';

import type { ReactNode } from 'react';
import { useSay } from '@/app/_messages/say';
import { ShortcutTip, useShortcut } from '@/app/_ui/shortcut';
import { useAwake } from '@/app/_ui/use-awake';
import { keyName } from './key-name';
import classes from './today.module.css';

/** A quieter button for gloves, 56 px high, with its one key printed on it. */
export function KeyButton({
  label,
  hotkey,
  icon,
  disabled = false,
  onPress,
}: {
  label: string;
  hotkey: string;
  icon: ReactNode;
  disabled?: boolean;
  onPress: () => void;
}) {
  const awake = useAwake();
  const name = keyName(useSay(), hotkey);
  useShortcut(hotkey, () => {
    if (!disabled) onPress();
  });
  return (
    <ShortcutTip label={label} keys={name} position="top">
      <button
        type="button"
        className={classes.keyButton}
        disabled={disabled || !awake}
        aria-keyshortcuts={hotkey}
        onClick={(event) => {
          // A touched button must not keep the focus, or the pedal's next Space would press it again.
          if (event.detail > 0) event.currentTarget.blur();
          onPress();
        }}
      >
        {icon}
        <span>{label}</span>
        <kbd aria-hidden>{name}</kbd>
      </button>
    </ShortcutTip>
  );
}
