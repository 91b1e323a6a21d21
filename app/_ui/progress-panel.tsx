import { Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { durationWords, timeLeftMs } from './duration-words';
import classes from './progress-panel.module.css';

export type WorkState = 'waiting' | 'running' | 'cancelling' | 'cancelled' | 'failed' | 'done';

const STATE_WORDS: Record<WorkState, string> = {
  waiting: 'Waiting for the worker',
  running: 'Running',
  cancelling: 'Stopping after the current step',
  cancelled: 'Cancelled. What was done is kept',
  failed: 'Stopped by an error. What was done is kept',
  done: 'Done',
};

const count = (value: number) => Math.floor(value).toLocaleString('en');

/**
 * Long work that goes on without the page: `done` of `total` things named `unit`, with rate and time left.
 * Stopping keeps what is done; `action` offers the next step (resume, open) when the work no longer runs.
 */
export function ProgressPanel({
  title,
  state,
  done,
  total,
  unit,
  ratePerSecond,
  onCancel,
  action,
  children,
}: {
  title: string;
  state: WorkState;
  done: number;
  total: number;
  unit: string;
  ratePerSecond: number | null;
  onCancel?: () => void;
  action?: ReactNode;
  children?: ReactNode;
}) {
  const goesOn = state === 'waiting' || state === 'running' || state === 'cancelling';
  const leftMs = timeLeftMs(done, total, ratePerSecond);
  const share = total > 0 ? (100 * done) / total : 0;
  return (
    <section className={classes.panel} aria-label={title}>
      <div className={classes.line}>
        <h2 className={classes.title}>{title}</h2>
        <span className={classes.state} role="status">
          {STATE_WORDS[state]}
        </span>
        <div className={classes.actions}>
          {goesOn && onCancel && (
            <Button variant="default" size="xs" onClick={onCancel} disabled={state === 'cancelling'}>
              Cancel
            </Button>
          )}
          {action}
        </div>
      </div>
      <Progress
        value={share}
        size="lg"
        radius="xs"
        transitionDuration={0}
        color={state === 'failed' ? 'var(--rota-failure)' : 'var(--rota-active)'}
        aria-label={`${title}: ${count(done)} of ${count(total)} ${unit}`}
      />
      <p className={classes.figures}>
        <strong>
          {count(done)} of {count(total)} {unit}
        </strong>
        {state === 'running' && ratePerSecond && ratePerSecond >= 1 ? (
          <span>
            {count(ratePerSecond)} {unit} a second
          </span>
        ) : null}
        {state === 'running' && leftMs !== null ? <span>about {durationWords(leftMs)} left</span> : null}
      </p>
      {children}
      {goesOn && <p className={classes.note}>This goes on without you: you can leave this page and come back.</p>}
    </section>
  );
}
