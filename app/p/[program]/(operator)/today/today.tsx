'use client';

import { IconArrowBackUp, IconHelp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { EdgeState, type StationState } from '@/app/_ui/edge-state';
import type { TodayData } from './assignment-card';
import { CountRow } from './counts';
import { Held } from './held';
import { KeyButton } from './key-button';
import { KeysHelp } from './keys-help';
import { NothingHeld } from './nothing-held';
import { RefusedAttempts } from './refused-attempts';
import { StationChoice } from './station-choice';
import classes from './today.module.css';
import { type LastAttempt, useCollecting } from './use-collecting';

const SAVED_MS = 2_500;

const SAVED_WORDS = { success: 'Success', failure: 'Failure', discard: 'Discarded' } as const;

/** What to set up next and why, and one key for everything that can happen to it. */
export function Today({ program }: { program: string }) {
  const collecting = useCollecting(program);
  const { data, held, waiting, recording, last } = collecting;
  const [help, setHelp] = useState(false);
  const justSaved = useJust(last);
  const stuck = waiting.filter((entry) => entry.problem !== null);

  const state: StationState = recording
    ? recording.durationMs === null
      ? 'recording'
      : 'stopped'
    : stuck.length > 0
      ? stuck.every((entry) => entry.refused)
        ? 'refused'
        : 'offline'
      : justSaved
        ? 'saved'
        : held || data.next.length > 0
          ? 'idle'
          : emptyState(data);
  const details: Record<StationState, string> = {
    recording: 'Space stops it',
    stopped: 'How did it go? S, F or D',
    offline: `${stuck.length} ${stuck.length === 1 ? 'attempt is' : 'attempts are'} kept here and sent again by itself. ${stuck[0]?.problem ?? ''}`,
    refused: `${stuck.length} ${stuck.length === 1 ? 'attempt is' : 'attempts are'} kept here and not stored. The reason stands below`,
    saved: justSaved ? `${SAVED_WORDS[justSaved.outcome]}. U takes it back` : '',
    blocked: `${data.blocked} ${data.blocked === 1 ? 'assignment waits' : 'assignments wait'} for the lead`,
    waiting: '',
    done: '',
    idle: held ? 'Space starts a recording' : 'N takes the next assignment',
  };
  return (
    <EdgeState state={state} detail={details[state]}>
      <header className={classes.head}>
        <h1>Today{data.round.number !== null && ` · round ${data.round.number}`}</h1>
        {data.round.number !== null && <CountRow label="The round" {...data.round} />}
        <div className={classes.tools}>
          <StationChoice
            stations={data.stations}
            stationId={collecting.stationId}
            onChoose={collecting.chooseStation}
          />
          {!held && last && (
            <KeyButton label="Undo" hotkey="u" icon={<IconArrowBackUp aria-hidden />} onPress={collecting.undo} />
          )}
          <KeyButton label="Keys" hotkey="?" icon={<IconHelp aria-hidden />} onPress={() => setHelp(true)} />
        </div>
      </header>
      <RefusedAttempts waiting={waiting} onGiveUp={collecting.giveUp} />
      {held ? (
        <Held
          key={held.id}
          program={program}
          data={data}
          assignment={held}
          waiting={waiting}
          recording={recording}
          canUndo={!recording && (last !== null || held.attempts.some((attempt) => attempt.mine && !attempt.undone))}
          onStart={collecting.begin}
          onStop={collecting.stop}
          onOutcome={collecting.log}
          onUndo={collecting.undo}
          onSetAside={collecting.setAside}
        />
      ) : (
        <NothingHeld program={program} data={data} claiming={collecting.claiming} onNext={collecting.next} />
      )}
      <KeysHelp opened={help} onClose={() => setHelp(false)} />
    </EdgeState>
  );
}

/** What an empty queue means for the station. */
function emptyState(data: TodayData): StationState {
  if (data.allDone) return 'done';
  return data.blocked > 0 ? 'blocked' : 'waiting';
}

/** The last attempt for a moment after it was made, then null. */
function useJust(last: LastAttempt | null): LastAttempt | null {
  const [seen, setSeen] = useState<string | null>(null);
  useEffect(() => {
    if (!last) return;
    const timer = setTimeout(() => setSeen(last.id), SAVED_MS);
    return () => clearTimeout(timer);
  }, [last]);
  return last && last.id !== seen ? last : null;
}
