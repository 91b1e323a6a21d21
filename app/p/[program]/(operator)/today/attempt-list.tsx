'use client';

import { IconCircleFilled, IconClockPause, IconTrash, IconX } from '@tabler/icons-react';
import { type Say, useLanguage, useSay } from '@/app/_messages/say';
import { colourOf } from '@/app/_ui/colour-roles';
import { secondsIn } from './lengths';
import { troubleWords } from './problem-of';
import type { ShownAttempt } from './shown-attempts';
import classes from './today.module.css';
import { usualWord } from './usual-word';

const MARKS = {
  success: { icon: IconCircleFilled, colour: colourOf('success') },
  failure: { icon: IconX, colour: colourOf('failure') },
  discard: { icon: IconTrash, colour: colourOf('ink-quiet') },
} as const;

/** The newest attempts of the assignment, each with what became of it; one still on its way says what it waits for. */
export function AttemptList({
  attempts,
  usual,
}: {
  attempts: readonly ShownAttempt[];
  usual: { medianMs: number; n: number } | null;
}) {
  const say = useSay();
  const language = useLanguage();
  if (attempts.length === 0) return null;
  return (
    <section aria-label={say('attempts')}>
      <ol className={classes.attempts}>
        {attempts.slice(0, 6).map((attempt) => {
          const { icon: Icon, colour } = MARKS[attempt.outcome];
          return (
            <li key={attempt.id} data-undone={attempt.undone || undefined}>
              <Icon size={18} stroke={2.6} color={colour} aria-hidden />
              <span className={classes.attemptWords}>{outcomeWords(say, attempt)}</span>
              {attempt.waiting ? (
                <span className={classes.waiting}>
                  <IconClockPause size={16} aria-hidden />
                  {waitingWords(say, attempt)}
                </span>
              ) : (
                <span className={classes.quiet}>
                  {attempt.durationMs === null ? '' : secondsIn(language, attempt.durationMs)}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {usual && (
        <p className={classes.quiet}>
          {say('attempts.usual', { length: secondsIn(language, usual.medianMs), n: usual.n })}
        </p>
      )}
    </section>
  );
}

function outcomeWords(say: Say, { outcome, failureMode, undone }: ShownAttempt): string {
  const word = failureMode
    ? say('outcome.failure.mode', { mode: usualWord(say, failureMode) })
    : say(`outcome.${outcome}`);
  return undone ? say('outcome.undone', { outcome: word }) : word;
}

function waitingWords(say: Say, { problem, refused }: ShownAttempt): string {
  if (refused) return say('attempts.refused');
  return problem === null ? say('attempts.sending') : say('attempts.kept', { problem: troubleWords(say, problem) });
}
