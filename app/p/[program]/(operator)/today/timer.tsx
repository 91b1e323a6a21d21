'use client';

import { useSay } from '@/app/_messages/say';
import { type Hand, isOpen } from './hand';
import classes from './today.module.css';
import { useElapsed } from './use-hand';

/** Minutes and seconds of the recording, 0:00 before one. */
export function Timer({ hand }: { hand: Hand }) {
  const say = useSay();
  const elapsedMs = useElapsed(hand, 'activeMs');
  return (
    <p className={classes.timer} role="timer" aria-label={say('timer')} data-on={isOpen(hand) || undefined}>
      {clockOf(elapsedMs)}
    </p>
  );
}

/** How long setting up or the pause has taken, whichever runs; nothing while a recording does. */
export function TimeBeside({ hand }: { hand: Hand }) {
  const say = useSay();
  const pauseMs = useElapsed(hand, 'pauseMs');
  const resetMs = useElapsed(hand, 'resetMs');
  if (hand.watch.paused) return say('timer.pause', { clock: clockOf(pauseMs) });
  return isOpen(hand) ? null : say('timer.reset', { clock: clockOf(resetMs) });
}

function clockOf(elapsedMs: number): string {
  const total = Math.floor(elapsedMs / 1000);
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
}
