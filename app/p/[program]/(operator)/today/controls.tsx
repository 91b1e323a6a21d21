'use client';

import { IconArrowBackUp, IconBan, IconPlayerPause, IconPlayerTrackNext } from '@tabler/icons-react';
import { useState } from 'react';
import { useSay } from '@/app/_messages/say';
import { BigButton } from '@/app/_ui/big-button';
import { USUAL_REASONS } from '@/server/core/collect/usual-reasons';
import type { AttemptOutcome } from '@/server/core/collect/words';
import { type Hand, isOpen } from './hand';
import { KeyButton } from './key-button';
import { keyName } from './key-name';
import type { Keys } from './keys';
import { NumberedChoice } from './numbered-choice';
import { TimeBeside } from './timer';
import classes from './today.module.css';

type Question = 'failure' | 'skipped' | 'blocked';

/** Everything a hand or a pedal can do with the assignment held. Outcomes are open once a recording was started. */
export function Controls({
  hand,
  keys,
  failureModes,
  canUndo,
  onStart,
  onStop,
  onPause,
  onOutcome,
  onUndo,
  onSetAside,
}: {
  hand: Hand;
  keys: Keys;
  failureModes: readonly string[];
  canUndo: boolean;
  onStart: () => void;
  onStop: () => void;
  onPause: () => void;
  onOutcome: (outcome: AttemptOutcome, failureMode?: string) => void;
  onUndo: () => void;
  onSetAside: (how: 'skipped' | 'blocked', reason: string) => void;
}) {
  const say = useSay();
  const [question, setQuestion] = useState<Question | null>(null);
  const open = isOpen(hand);
  const running = hand.watch.phase === 'active';
  const { paused } = hand.watch;
  const back = () => setQuestion(null);

  if (question === 'failure' && open) {
    return (
      <NumberedChoice
        question={say('failure.ask')}
        choices={failureModes}
        none={say('failure.none')}
        onBack={back}
        onChoose={(mode) => {
          back();
          onOutcome('failure', mode);
        }}
      />
    );
  }
  if (question === 'skipped' || question === 'blocked') {
    return (
      <NumberedChoice
        question={say(question === 'skipped' ? 'skip.ask' : 'block.ask')}
        choices={USUAL_REASONS[question]}
        onBack={back}
        onChoose={(reason) => {
          back();
          if (reason) onSetAside(question, reason);
        }}
      />
    );
  }
  return (
    <section className={classes.controls} aria-label={say('recording')}>
      <BigButton
        kind={running ? 'stop' : 'start'}
        label={say(running ? 'act.stop' : open ? 'act.stopped' : 'act.start')}
        hotkey={keys.startStop}
        keyName={keyName(say, keys.startStop)}
        hint={(paused || !open) && <TimeBeside hand={hand} />}
        disabled={open && !running}
        onPress={running ? onStop : onStart}
      />
      <div className={classes.outcomes}>
        <BigButton
          kind="success"
          label={say('act.success')}
          hotkey={keys.success}
          keyName={keyName(say, keys.success)}
          disabled={!open}
          onPress={() => onOutcome('success')}
        />
        <BigButton
          kind="failure"
          label={say('act.failure')}
          hotkey={keys.failure}
          keyName={keyName(say, keys.failure)}
          disabled={!open}
          onPress={() => {
            onStop();
            setQuestion('failure');
          }}
        />
        <BigButton
          kind="discard"
          label={say('act.discard')}
          hotkey={keys.discard}
          keyName={keyName(say, keys.discard)}
          disabled={!open}
          onPress={() => onOutcome('discard')}
        />
      </div>
      <div className={classes.quieter}>
        <KeyButton
          label={say('act.undo')}
          hotkey={keys.undo}
          icon={<IconArrowBackUp aria-hidden />}
          disabled={!canUndo}
          onPress={onUndo}
        />
        <KeyButton
          label={say(paused ? 'act.goOn' : 'act.pause')}
          hotkey={keys.pause}
          icon={<IconPlayerPause aria-hidden />}
          disabled={open && !running}
          onPress={onPause}
        />
        <KeyButton
          label={say('act.skip')}
          hotkey={keys.skip}
          icon={<IconPlayerTrackNext aria-hidden />}
          disabled={open}
          onPress={() => setQuestion('skipped')}
        />
        <KeyButton
          label={say('act.block')}
          hotkey={keys.block}
          icon={<IconBan aria-hidden />}
          disabled={open}
          onPress={() => setQuestion('blocked')}
        />
      </div>
    </section>
  );
}
