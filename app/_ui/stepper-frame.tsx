'use client';

import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';
import classes from './stepper-frame.module.css';

/** One step of a wizard: its name and, once passed, what was decided there in a few words. */
export interface Step {
  label: string;
  decided?: string;
}

/**
 * A wizard: steps in a row, the current one below, Back and one forward button. Steps already passed can be
 * opened again; Enter in a field goes on. `blocked` says why one cannot go on yet.
 */
export function StepperFrame({
  label,
  steps,
  current,
  onStep,
  onNext,
  nextLabel,
  blocked,
  pending = false,
  children,
}: {
  label: string;
  steps: readonly Step[];
  current: number;
  onStep: (index: number) => void;
  onNext: () => void;
  nextLabel?: string;
  blocked?: string | null;
  pending?: boolean;
  children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked && !pending) onNext();
  };
  return (
    <form className={classes.frame} onSubmit={submit} aria-label={label} noValidate>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step.label} className={classes.step} data-state={stepState(index, current)}>
            <button
              type="button"
              className={classes.open}
              disabled={index > current}
              aria-current={index === current ? 'step' : undefined}
              onClick={() => onStep(index)}
            >
              <span className={classes.number}>
                {index < current ? <IconCheck size={14} stroke={3} aria-label="done" /> : index + 1}
              </span>
              <span className={classes.name}>{step.label}</span>
              {index < current && step.decided && <span className={classes.decided}>{step.decided}</span>}
            </button>
          </li>
        ))}
      </ol>
      <div>{children}</div>
      <div className={classes.foot}>
        <Button variant="default" disabled={current === 0 || pending} onClick={() => onStep(current - 1)}>
          Back
        </Button>
        <span className={classes.blocked} role="status">
          {blocked}
        </span>
        <Button type="submit" disabled={Boolean(blocked)} loading={pending}>
          {nextLabel ?? 'Continue'}
        </Button>
      </div>
    </form>
  );
}

function stepState(index: number, current: number): 'done' | 'current' | 'ahead' {
  if (index < current) return 'done';
  return index === current ? 'current' : 'ahead';
}
