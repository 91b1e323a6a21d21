'use client';

import { useSay } from '@/app/_messages/say';
import { Problem } from '@/app/_ui/problem';
import type { Waiting } from './outbox';
import { troubleWords } from './problem-of';
import classes from './today.module.css';

/** Attempts the server said no to, each with its reason and the one way to let it go. */
export function RefusedAttempts({
  waiting,
  onGiveUp,
}: {
  waiting: readonly Waiting[];
  onGiveUp: (entry: Waiting) => void;
}) {
  const say = useSay();
  const refused = waiting.filter((entry) => entry.refused);
  if (refused.length === 0) return null;
  return (
    <section className={classes.refused} aria-label={say('refused')}>
      {refused.map((entry) => (
        <Problem
          key={entry.id}
          what={say(entry.attempt ? `refused.${entry.attempt.outcome}` : 'refused.undo', {
            problem: entry.problem ? troubleWords(say, entry.problem) : '',
          })}
          kept={say('refused.kept')}
          action={
            <button
              type="button"
              className={classes.keyButton}
              onClick={(event) => {
                event.currentTarget.blur();
                onGiveUp(entry);
              }}
            >
              {say('refused.giveUp')}
            </button>
          }
        />
      ))}
    </section>
  );
}
