'use client';

import { IconArrowBackUp, IconCalendarStats, IconHelp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLanguage, useSay } from '@/app/_messages/say';
import { EdgeState, type StationState } from '@/app/_ui/edge-state';
import type { TodayData } from './assignment-card';
import { CountRow } from './counts';
import { DaySummary } from './day-summary';
import { isOpen } from './hand';
import { Held } from './held';
import { KeyButton } from './key-button';
import { keyName } from './key-name';
import { KeysHelp } from './keys-help';
import { NothingHeld } from './nothing-held';
import { troubleWords } from './problem-of';
import { RefusedAttempts } from './refused-attempts';
import { savedWords } from './saved-words';
import { StationChoice } from './station-choice';
import { SyncState, unsentOf, useOnline } from './sync-state';
import classes from './today.module.css';
import { type LastAttempt, useCollecting } from './use-collecting';
import { useKeys } from './use-keys';
import { useScreenOn } from './use-screen-on';
import { useSound } from './use-sound';
import type { Person } from './use-today';

const SAVED_MS = 2_500;
/** States that say nothing an operator must not miss. */
const UNTOLD: readonly StationState[] = ['idle', 'waiting', 'blocked', 'done'];

/** What to set up next and why, and one key for everything that can happen to it. */
export function Today({ program, person }: { program: string; person: Person }) {
  const collecting = useCollecting(program, person);
  const { data, held, hand, waiting, last } = collecting;
  const open = isOpen(hand);
  const online = useOnline();
  const say = useSay();
  const language = useLanguage();
  const [keys, changeKeys] = useKeys();
  const [shown, setShown] = useState<'help' | 'day' | null>(null);
  const justSaved = useJust(last);
  useScreenOn();
  const stuck = waiting.filter((entry) => entry.problem !== null);

  const state: StationState = hand.watch.paused
    ? 'paused'
    : open
      ? hand.watch.phase === 'active'
        ? 'recording'
        : 'stopped'
      : stuck.length > 0
        ? stuck.every((entry) => entry.refused)
          ? 'refused'
          : 'offline'
        : !online
          ? 'offline'
          : justSaved
            ? 'saved'
            : collecting.claiming && !held
              ? 'waiting'
              : held || data.next.length > 0
                ? 'idle'
                : emptyState(data);
  const [sound, setSound] = useSound(state);
  const key = (act: keyof typeof keys) => keyName(say, keys[act]);
  const trouble = stuck[0]?.problem;
  const details: Record<StationState, () => string> = {
    recording: () => say('detail.recording', { key: key('startStop') }),
    paused: () => say('detail.paused', { key: key('pause') }),
    stopped: () => say('detail.stopped', { success: key('success'), failure: key('failure'), discard: key('discard') }),
    offline: () =>
      trouble
        ? say('detail.offline.stuck', { count: stuck.length, problem: troubleWords(say, trouble) })
        : say('detail.offline'),
    refused: () => say('detail.refused', { count: stuck.length, problem: trouble ? troubleWords(say, trouble) : '' }),
    saved: () => (justSaved ? savedWords(say, language, justSaved, key('undo')) : ''),
    blocked: () => say('detail.blocked', { count: data.blocked }),
    waiting: () => (collecting.claiming ? say('detail.asking', { key: key('next') }) : ''),
    done: () => '',
    idle: () =>
      held ? say('detail.idle.held', { key: key('startStop') }) : say('detail.idle.free', { key: key('next') }),
  };
  const station = collecting.stations.find(({ id }) => id === collecting.stationId)?.name ?? say('station.none');
  const detail =
    collecting.askingStation && UNTOLD.includes(state) ? say('station.asking', { station }) : details[state]();
  return (
    <EdgeState state={state} word={say(`state.${state}`)} detail={detail}>
      <header className={classes.head}>
        <h1>{data.round.number === null ? say('today') : say('today.round', { number: data.round.number })}</h1>
        {data.round.number !== null && <CountRow label={say('round')} {...data.round} />}
        <div className={classes.tools}>
          <StationChoice
            stations={collecting.stations}
            stationId={collecting.stationId}
            onChoose={collecting.chooseStation}
          />
          <SyncState personId={person.id} waiting={waiting} online={online} />
          {!held && last && (
            <KeyButton
              label={say('act.undo')}
              hotkey={keys.undo}
              icon={<IconArrowBackUp aria-hidden />}
              onPress={collecting.undo}
            />
          )}
          <button type="button" className={classes.keyButton} onClick={() => setShown('day')}>
            <IconCalendarStats aria-hidden />
            {say('day.open')}
          </button>
          <KeyButton
            label={say('act.help')}
            hotkey={keys.help}
            icon={<IconHelp aria-hidden />}
            onPress={() => setShown('help')}
          />
        </div>
      </header>
      {held ? (
        <Held
          key={held.id}
          program={program}
          data={data}
          assignment={held}
          waiting={waiting}
          hand={hand}
          keys={keys}
          card={collecting.card}
          canUndo={
            !open &&
            (last !== null ||
              waiting.some((entry) => entry.attempt && !entry.takenBack) ||
              held.attempts.some((attempt) => attempt.mine && !attempt.undone))
          }
          onStart={collecting.begin}
          onStop={collecting.stop}
          onPause={collecting.pause}
          onOutcome={collecting.log}
          onUndo={collecting.undo}
          onSetAside={collecting.setAside}
        />
      ) : (
        <NothingHeld
          program={program}
          data={data}
          keys={keys}
          claiming={collecting.claiming}
          unsent={unsentOf(waiting)}
          onNext={collecting.next}
        />
      )}
      <RefusedAttempts waiting={waiting} onGiveUp={collecting.giveUp} />
      {shown === 'help' && (
        <KeysHelp keys={keys} onChange={changeKeys} sound={sound} onSound={setSound} onClose={() => setShown(null)} />
      )}
      {shown === 'day' && <DaySummary program={program} onClose={() => setShown(null)} />}
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
