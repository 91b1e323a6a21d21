import { IconCircleFilled, IconClockPause, IconTrash, IconX } from '@tabler/icons-react';
import { colourOf } from '@/app/_ui/colour-roles';
import type { ShownAttempt } from './shown-attempts';
import classes from './today.module.css';

const MARKS = {
  success: { icon: IconCircleFilled, word: 'Success', colour: colourOf('success') },
  failure: { icon: IconX, word: 'Failure', colour: colourOf('failure') },
  discard: { icon: IconTrash, word: 'Discarded', colour: colourOf('ink-quiet') },
} as const;

/** The newest attempts of the assignment, each with what became of it; one still on its way says what it waits for. */
export function AttemptList({ attempts, medianMs }: { attempts: readonly ShownAttempt[]; medianMs: number | null }) {
  if (attempts.length === 0) return null;
  return (
    <section aria-label="Attempts">
      <ol className={classes.attempts}>
        {attempts.slice(0, 6).map((attempt) => {
          const { icon: Icon, word, colour } = MARKS[attempt.outcome];
          return (
            <li key={attempt.id} data-undone={attempt.undone || undefined}>
              <Icon size={18} stroke={2.6} color={colour} aria-hidden />
              <span className={classes.attemptWords}>
                {word}
                {attempt.failureMode && `: ${attempt.failureMode}`}
                {attempt.undone && ', taken back'}
              </span>
              {attempt.waiting ? (
                <span className={classes.waiting}>
                  <IconClockPause size={16} aria-hidden />
                  {waitingWords(attempt)}
                </span>
              ) : (
                <span className={classes.quiet}>{attempt.durationMs === null ? '' : seconds(attempt.durationMs)}</span>
              )}
            </li>
          );
        })}
      </ol>
      {medianMs !== null && <p className={classes.quiet}>Usual length here: {seconds(medianMs)}</p>}
    </section>
  );
}

function waitingWords({ problem, refused }: ShownAttempt): string {
  if (refused) return 'Refused, see above';
  return problem === null ? 'Sending' : `Kept here. ${problem}`;
}

const seconds = (durationMs: number) => `${(durationMs / 1000).toFixed(1)} s`;
