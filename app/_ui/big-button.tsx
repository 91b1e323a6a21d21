'use client';

import { IconCheck, IconPlayerPlayFilled, IconPlayerStopFilled, IconTrash, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './big-button.module.css';
import { useShortcut } from './shortcut';
import { useAwake } from './use-awake';

const ICONS = {
  start: IconPlayerPlayFilled,
  stop: IconPlayerStopFilled,
  success: IconCheck,
  failure: IconX,
  discard: IconTrash,
} as const;

/**
 * An operator's button: at least 72 px high, one key (`hotkey`, printed on it; a pedal sends the same key). It keeps its key
 * while disabled, so a key pressed too early never does something else. Disabled until the page has come alive.
 */
export function BigButton({
  kind,
  label,
  hotkey,
  keyName = hotkey?.toUpperCase(),
  hint,
  disabled = false,
  onPress,
}: {
  kind: keyof typeof ICONS;
  label: string;
  hotkey?: string;
  /** How the key is printed. */
  keyName?: string;
  hint?: ReactNode;
  disabled?: boolean;
  onPress: () => void;
}) {
  const Icon = ICONS[kind];
  const awake = useAwake();
  useShortcut(hotkey, () => {
    if (!disabled) onPress();
  });
  return (
    <button
      type="button"
      className={classes.button}
      data-kind={kind}
      disabled={disabled || !awake}
      aria-keyshortcuts={hotkey}
      onClick={(event) => {
        // A touched button must not keep the focus, or the pedal's next Space would press it again.
        if (event.detail > 0) event.currentTarget.blur();
        onPress();
      }}
    >
      <Icon className={classes.icon} size={32} stroke={2.6} aria-hidden />
      <span className={classes.words}>
        <span>{label}</span>
        {hint && <span className={classes.hint}>{hint}</span>}
      </span>
      {hotkey && (
        <kbd className={classes.key} aria-hidden>
          {keyName}
        </kbd>
      )}
    </button>
  );
}
