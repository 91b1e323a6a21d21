'use client';

import classes from './today.module.css';
import { type Recording, useElapsed } from './use-recording';

/** Minutes and seconds of the recording, 0:00 before one. */
export function Timer({ recording }: { recording: Recording | null }) {
  const elapsedMs = useElapsed(recording);
  const total = Math.floor(elapsedMs / 1000);
  const clock = `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
  return (
    <p
      className={classes.timer}
      role="timer"
      aria-label="Length of this recording"
      data-on={recording ? true : undefined}
    >
      {clock}
    </p>
  );
}
