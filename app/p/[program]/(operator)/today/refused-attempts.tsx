'use client';

import { Problem } from '@/app/_ui/problem';
import type { Waiting } from './outbox';
import classes from './today.module.css';

const WORDS = { success: 'A success', failure: 'A failure', discard: 'A discard' } as const;

/** Attempts the server said no to, each with its reason and the one way to let it go. */
export function RefusedAttempts({
  waiting,
  onGiveUp,
}: {
  waiting: readonly Waiting[];
  onGiveUp: (entry: Waiting) => void;
}) {
  const refused = waiting.filter((entry) => entry.refused);
  if (refused.length === 0) return null;
  return (
    <section className={classes.refused} aria-label="Attempts that were refused">
      {refused.map((entry) => (
        <Problem
          key={entry.id}
          what={`${entry.attempt ? WORDS[entry.attempt.outcome] : 'An attempt'} was refused: ${entry.problem ?? ''}`}
          kept="It is kept on this device and tried again by itself. Ask your lead before you let it go."
          action={
            <button
              type="button"
              className={classes.keyButton}
              onClick={(event) => {
                event.currentTarget.blur();
                onGiveUp(entry);
              }}
            >
              Give up on this one
            </button>
          }
        />
      ))}
    </section>
  );
}
