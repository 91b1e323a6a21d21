'use client';

import { useSay } from '@/app/_messages/say';
import { type Hand, isOpen } from './hand';
import classes from './today.module.css';
import { useElapsed } from './use-hand';

/** Minutes and seconds of the recording, 0:00 before one. */
export function Timer({ hand }: { hand: Hand }) {
  const say = useSay();
  const elapsedMs = useElapsed(hand);
  const total = Math.floor(elapsedMs / 1000);
  const clock = `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
  return (
    <p className={classes.timer} role="timer" aria-label={say('timer')} data-on={isOpen(hand) || undefined}>
      {clock}
    </p>
  );
}
