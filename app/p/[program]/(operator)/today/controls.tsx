'use client';

import { IconArrowBackUp, IconBan, IconPlayerTrackNext } from '@tabler/icons-react';
import { useState } from 'react';
import { BigButton } from '@/app/_ui/big-button';
import { USUAL_REASONS } from '@/server/core/collect/usual-reasons';
import type { AttemptOutcome } from '@/server/core/collect/words';
import { KeyButton } from './key-button';
import { NumberedChoice } from './numbered-choice';
import classes from './today.module.css';
import type { Recording } from './use-recording';

type Question = 'failure' | 'skipped' | 'blocked';

/** Everything a hand or a pedal can do with the assignment held. Outcomes are open once a recording was started. */
export function Controls({
  recording,
  failureModes,
  canUndo,
  onStart,
  onStop,
  onOutcome,
  onUndo,
  onSetAside,
}: {
  recording: Recording | null;
  failureModes: readonly string[];
  canUndo: boolean;
  onStart: () => void;
  onStop: () => void;
  onOutcome: (outcome: AttemptOutcome, failureMode?: string) => void;
  onUndo: () => void;
  onSetAside: (how: 'skipped' | 'blocked', reason: string) => void;
}) {
  const [question, setQuestion] = useState<Question | null>(null);
  const running = recording !== null && recording.durationMs === null;
  const back = () => setQuestion(null);

  if (question === 'failure' && recording) {
    return (
      <NumberedChoice
        question="What went wrong?"
        choices={failureModes}
        none="not named"
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
        question={question === 'skipped' ? 'Why skip it for now?' : 'What makes it impossible?'}
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
    <section className={classes.controls} aria-label="Recording">
      <BigButton
        kind={running ? 'stop' : 'start'}
        label={running ? 'Stop' : recording ? 'Stopped' : 'Start'}
        hotkey=" "
        disabled={recording !== null && !running}
        onPress={running ? onStop : onStart}
      />
      <div className={classes.outcomes}>
        <BigButton
          kind="success"
          label="Success"
          hotkey="s"
          disabled={!recording}
          onPress={() => onOutcome('success')}
        />
        <BigButton
          kind="failure"
          label="Failure"
          hotkey="f"
          disabled={!recording}
          onPress={() => {
            onStop();
            setQuestion('failure');
          }}
        />
        <BigButton
          kind="discard"
          label="Discard"
          hotkey="d"
          disabled={!recording}
          onPress={() => onOutcome('discard')}
        />
      </div>
      <div className={classes.quieter}>
        <KeyButton
          label="Undo"
          hotkey="u"
          icon={<IconArrowBackUp aria-hidden />}
          disabled={!canUndo}
          onPress={onUndo}
        />
        <KeyButton
          label="Skip"
          hotkey="k"
          icon={<IconPlayerTrackNext aria-hidden />}
          disabled={recording !== null}
          onPress={() => setQuestion('skipped')}
        />
        <KeyButton
          label="Block"
          hotkey="b"
          icon={<IconBan aria-hidden />}
          disabled={recording !== null}
          onPress={() => setQuestion('blocked')}
        />
      </div>
    </section>
  );
}
