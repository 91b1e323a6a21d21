'use client';

import { BigButton } from '@/app/_ui/big-button';
import { EmptyState } from '@/app/_ui/empty-state';
import { AssignmentCard, type TodayData } from './assignment-card';
import classes from './today.module.css';

/** What an operator without an assignment sees: the next one and why, or why there is none. */
export function NothingHeld({
  program,
  data,
  claiming,
  onNext,
}: {
  program: string;
  data: TodayData;
  claiming: boolean;
  onNext: () => void;
}) {
  const [next, ...later] = data.next;
  if (!next) {
    return (
      <div className={classes.empty}>
        <EmptyState title={data.allDone ? 'Everything is done' : 'Nothing to take now'}>
          {data.empty} This page changes by itself as soon as something is free.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={classes.columns}>
      <AssignmentCard program={program} assignment={next} onTable={data.onTable} />
      <div className={classes.controls}>
        <BigButton
          kind="start"
          label={claiming ? 'Taking it …' : 'Give me next'}
          hint={recordings(next.wanted - next.logged)}
          hotkey="n"
          disabled={claiming}
          onPress={onNext}
        />
        <ComesNext assignments={later} />
      </div>
    </div>
  );
}

const recordings = (n: number) => `${n} ${n === 1 ? 'recording' : 'recordings'} of this`;

/** The assignments after this one, by their instruction. */
export function ComesNext({ assignments }: { assignments: TodayData['next'] }) {
  if (assignments.length === 0) return null;
  return (
    <section className={classes.later} aria-label="Comes next">
      <h2>Comes next</h2>
      <ol>
        {assignments.map((assignment) => (
          <li key={assignment.id}>
            <strong>{assignment.instruction}</strong>
            <span className={classes.quiet}>
              {assignment.levels.map((level) => level.name).join(' · ')} · {assignment.wanted - assignment.logged} left
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
