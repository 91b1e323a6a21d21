'use client';

import { useLanguage, useSay } from '@/app/_messages/say';
import { BigButton } from '@/app/_ui/big-button';
import { EmptyState } from '@/app/_ui/empty-state';
import { useShortcut } from '@/app/_ui/shortcut';
import { AssignmentCard, kindWords, type TodayData } from './assignment-card';
import { emptyWords } from './empty-words';
import { keyName } from './key-name';
import { ACTS, type Keys } from './keys';
import classes from './today.module.css';

/** What an operator without an assignment sees: the next one and why, or why there is none. */
export function NothingHeld({
  program,
  data,
  keys,
  claiming,
  unsent,
  onNext,
}: {
  program: string;
  data: TodayData;
  keys: Keys;
  claiming: boolean;
  /** What this device still has to send: the server hears of it before it gives the next. */
  unsent: number;
  onNext: () => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const [next, ...later] = data.next;
  if (!next) {
    return (
      <div className={classes.empty}>
        <KeptKeys keys={keys} />
        <EmptyState title={say(data.allDone ? 'empty.done' : 'empty.title')}>
          {data.empty && emptyWords(say, language, data.empty)} {say('empty.changes')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={classes.columns}>
      <KeptKeys keys={keys} />
      <AssignmentCard program={program} assignment={next} onTable={data.onTable} startCard={next.cards[0] ?? null} />
      <div className={classes.controls}>
        <BigButton
          kind="start"
          label={say(claiming ? 'next.asking' : 'act.next')}
          hint={
            claiming ? say('next.alone', { count: unsent }) : say('next.count', { count: next.wanted - next.logged })
          }
          hotkey={keys.next}
          keyName={keyName(say, keys.next)}
          onPress={onNext}
        />
        <ComesNext assignments={later.slice(0, 2)} />
      </div>
    </div>
  );
}

/** Takes the keys of a recording where there is none: a pedal pressed too late must not lead to another page. */
function KeptKeys({ keys }: { keys: Keys }) {
  const elsewhere = ['next', 'undo', 'help'];
  return ACTS.filter((act) => !elsewhere.includes(act)).map((act) => <KeptKey key={act} hotkey={keys[act]} />);
}

function KeptKey({ hotkey }: { hotkey: string }) {
  useShortcut(hotkey, () => undefined);
  return null;
}

/** The assignments after this one, by their instruction. */
export function ComesNext({ assignments }: { assignments: TodayData['next'] }) {
  const say = useSay();
  if (assignments.length === 0) return null;
  return (
    <section className={classes.later} aria-label={say('next.title')}>
      <h2>{say('next.title')}</h2>
      <ol>
        {assignments.map((assignment) => (
          <li key={assignment.id}>
            <strong>{assignment.instruction}</strong>
            <span className={classes.quiet}>
              {assignment.kind !== 'demonstration' && `${kindWords(say, assignment)} · `}
              {say('next.left', {
                levels: assignment.levels.map((level) => level.name).join(' · '),
                count: assignment.wanted - assignment.logged,
              })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
