'use client';

import { useSay } from '@/app/_messages/say';
import { type Hand, isOpen } from './hand';
import classes from './today.module.css';
import { useElapsed } from './use-hand';

/** Minutes and seconds of the recording, 0:00 before one; beside it those of the pause or of setting up, whichever runs. */
export function Timer({ hand }: { hand: Hand }) {
  const say = useSay();
  const active = useElapsed(hand, 'activeMs');
  const pause = useElapsed(hand, 'pauseMs');
  const reset = useElapsed(hand, 'resetMs');
  const { paused, phase } = hand.watch;
  return (
    <div className={classes.clocks}>
      {paused && <span className={classes.quiet}>{say('timer.pause', { clock: clockOf(pause) })}</span>}
      {!paused && phase === 'reset' && (
        <span className={classes.quiet}>{say('timer.reset', { clock: clockOf(reset) })}</span>
      )}
      <p className={classes.timer} role="timer" aria-label={say('timer')} data-on={isOpen(hand) || undefined}>
        {clockOf(active)}
      </p>
    </div>
  );
}

function clockOf(elapsedMs: number): string {
  const total = Math.floor(elapsedMs / 1000);
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
}
