'use client';

import { Problem } from '@/app/_ui/problem';
import type { AttemptOutcome } from '@/server/core/collect/words';
import { AssignmentCard, type TodayData } from './assignment-card';
import { AttemptList } from './attempt-list';
import { Controls } from './controls';
import { CountRow } from './counts';
import { ComesNext } from './nothing-held';
import type { Waiting } from './outbox';
import { loggedNow, shownAttempts } from './shown-attempts';
import { Timer } from './timer';
import classes from './today.module.css';
import type { Recording } from './use-recording';

export type HeldAssignment = NonNullable<TodayData['current']>;

/** The assignment in hand: what to do, what was done so far, and the keys. */
export function Held({
  program,
  data,
  assignment,
  waiting,
  recording,
  canUndo,
  onStart,
  onStop,
  onOutcome,
  onUndo,
  onSetAside,
}: {
  program: string;
  data: TodayData;
  assignment: HeldAssignment;
  waiting: readonly Waiting[];
  recording: Recording | null;
  canUndo: boolean;
  onStart: () => void;
  onStop: () => void;
  onOutcome: (outcome: AttemptOutcome, failureMode?: string) => void;
  onUndo: () => void;
  onSetAside: (how: 'skipped' | 'blocked', reason: string) => void;
}) {
  const attempts = shownAttempts(assignment, waiting);
  const logged = loggedNow(assignment.logged, assignment.attempts, attempts);
  const takenOver = data.current?.id !== assignment.id;
  // Once something was recorded here, what stands on the table is this set-up itself.
  const onTable = attempts.length > 0 ? assignment.levels : data.onTable;
  return (
    <div className={classes.columns}>
      <AssignmentCard program={program} assignment={assignment} onTable={onTable} />
      <div className={classes.side}>
        {(assignment.leaseLapsed || takenOver) && (
          <Problem
            what="Your time with this assignment ran out."
            kept={
              takenOver
                ? 'Somebody else may have it now. What you are recording still counts for it.'
                : 'What you recorded counts. Start the next recording to keep it.'
            }
          />
        )}
        <div className={classes.standing}>
          <CountRow
            label="This assignment"
            asked={assignment.wanted}
            logged={logged}
            confirmed={assignment.confirmed}
            left={Math.max(0, assignment.wanted - logged)}
          />
          <Timer recording={recording} />
        </div>
        <Controls
          recording={recording}
          failureModes={data.failureModes}
          canUndo={canUndo}
          onStart={onStart}
          onStop={onStop}
          onOutcome={onOutcome}
          onUndo={onUndo}
          onSetAside={onSetAside}
        />
        <AttemptList attempts={attempts} medianMs={assignment.usual?.medianMs ?? null} />
        <ComesNext assignments={data.next.slice(0, 2)} />
      </div>
    </div>
  );
}
