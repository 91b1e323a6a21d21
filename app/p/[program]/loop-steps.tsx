import { IconArrowRight, IconCheck } from '@tabler/icons-react';
import Link from 'next/link';
import type { LeadHomeData } from './lead-words';
import { stepsOf } from './lead-words';
import classes from './loop-steps.module.css';

/** The steps of the loop, what is there of each, and which one is next. */
export function LoopSteps({ base, home }: { base: string; home: LeadHomeData }) {
  return (
    <ol className={classes.steps}>
      {stepsOf(home).map(({ step, label, place, fact, next }) => (
        <li key={step}>
          <Link className={classes.step} href={base + place} aria-current={next ? 'step' : undefined}>
            <span className={classes.mark}>
              {next ? (
                <IconArrowRight size={16} aria-label="next" />
              ) : fact ? (
                <IconCheck size={16} aria-label="there" />
              ) : null}
            </span>
            <span>{label}</span>
            <span className={classes.fact}>{fact ?? (next ? 'next' : 'not yet')}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
