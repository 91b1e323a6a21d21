'use client';

import { useSay } from '@/app/_messages/say';
import { Problem } from '@/app/_ui/problem';
import type { StartCard } from '@/server/core/collect/start-cards';
import type { AttemptOutcome } from '@/server/core/collect/words';
import { AssignmentCard, type TodayData } from './assignment-card';
import { AttemptList } from './attempt-list';
import { Controls } from './controls';
import { CountRow } from './counts';
import { type Hand, isOpen } from './hand';
import type { Keys } from './keys';
import { ComesNext } from './nothing-held';
import type { Waiting } from './outbox';
import { loggedNow, shownAttempts } from './shown-attempts';
import { Timer } from './timer';
import classes from './today.module.css';

export type HeldAssignment = NonNullable<TodayData['current']>;

/** The assignment in hand: what to do, what was done so far, and the keys. */
export function Held({
  program,
  data,
  assignment,
  waiting,
  hand,
  keys,
  card,
  canUndo,
  onStart,
  onStop,
  onPause,
  onOutcome,
  onUndo,
  onSetAside,
}: {
  program: string;
  data: TodayData;
  assignment: HeldAssignment;
  waiting: readonly Waiting[];
  hand: Hand;
  keys: Keys;
  card: StartCard | null;
  canUndo: boolean;
  onStart: () => void;
  onStop: () => void;
  onPause: () => void;
  onOutcome: (outcome: AttemptOutcome, failureMode?: string) => void;
  onUndo: () => void;
  onSetAside: (how: 'skipped' | 'blocked', reason: string) => void;
}) {
  const say = useSay();
  const attempts = shownAttempts(assignment, waiting);
  const logged = loggedNow(assignment.logged, assignment.attempts, attempts);
  const takenOver = !hand.unasked && data.current?.id !== assignment.id;
  // Once something was recorded here, what stands on the table is this set-up itself.
  const onTable = attempts.length > 0 ? assignment.levels : data.onTable;
  return (
    <div className={classes.columns}>
      <AssignmentCard program={program} assignment={assignment} onTable={onTable} startCard={card} />
      <div className={classes.side}>
        {hand.unasked && !isOpen(hand) && (
          <p className={classes.quiet} role="note">
            {say('unasked')}
          </p>
        )}
        {(assignment.leaseLapsed || takenOver) && (
          <Problem what={say('lapsed')} kept={say(takenOver ? 'lapsed.taken' : 'lapsed.keep')} />
        )}
        <div className={classes.atHand}>
          <div className={classes.standing}>
            <CountRow
              label={say('thisAssignment')}
              asked={assignment.wanted}
              logged={logged}
              confirmed={assignment.confirmed}
              left={Math.max(0, assignment.wanted - logged)}
            />
            <Timer hand={hand} />
          </div>
          <Controls
            hand={hand}
            keys={keys}
            failureModes={data.failureModes}
            canUndo={canUndo}
            onStart={onStart}
            onStop={onStop}
            onPause={onPause}
            onOutcome={onOutcome}
            onUndo={onUndo}
            onSetAside={onSetAside}
          />
        </div>
        <AttemptList attempts={attempts} usual={assignment.usual} />
        <ComesNext assignments={data.next.slice(0, 2)} />
      </div>
    </div>
  );
}
