import type { StartCard } from '@/server/core/collect/start-cards';
import {
  countedTo,
  pausedOrNot,
  recordingFrom,
  type Stopwatch,
  settingUp,
  stoppedAt,
} from '@/server/core/collect/stopwatch';
import type { TimedBy } from '@/server/core/collect/words';
import type { HeldAssignment } from './held';

/** What this device works on, as it survives a reload: the stopwatch, the recording, and an assignment taken without a network. */
export interface Hand {
  watch: Stopwatch;
  timedBy: TimedBy;
  /** The assignment of the recording under way or of work taken without a network; null when the server's word stands. */
  assignment: HeldAssignment | null;
  /** Null between recordings. ISO, by the wall clock. */
  startedAt: string | null;
  clockOffsetMs: number | null;
  /** The start card shown for the recording. */
  card: StartCard | null;
  /** Taken without asking the server. */
  unasked: boolean;
  /** The set-up of the last recording begun here, which stands on the table; null before the first. */
  table: HeldAssignment['levels'] | null;
}

/** A hand that begins setting up at `nowMs` of the monotonic clock, with `table` before it. */
export function emptyHand(nowMs: number, table: Hand['table'] = null): Hand {
  return {
    watch: settingUp(nowMs),
    timedBy: 'monotonic',
    assignment: null,
    startedAt: null,
    clockOffsetMs: null,
    card: null,
    unasked: false,
    table,
  };
}

/** Whether a recording runs or waits for its outcome. */
export const isOpen = (hand: Hand) => hand.watch.phase !== 'reset';

/** Begins setting up for work that just came into hand: waiting for it was nobody's set-up. A recording goes on. */
export const takenUp = (hand: Hand, nowMs: number): Hand =>
  isOpen(hand) ? hand : { ...hand, watch: settingUp(nowMs) };

/** Begins a recording of `assignment`, with the card shown and the clocks as they stood. */
export function begun(
  hand: Hand,
  at: { assignment: HeldAssignment; card: StartCard | null; nowMs: number; wall: Date; offsetMs?: number },
): Hand {
  return {
    ...hand,
    assignment: at.assignment,
    card: at.card,
    table: at.assignment.levels,
    watch: recordingFrom(hand.watch, at.nowMs),
    startedAt: at.wall.toISOString(),
    clockOffsetMs: at.offsetMs ?? null,
  };
}

export const halted = (hand: Hand, nowMs: number): Hand => ({ ...hand, watch: stoppedAt(hand.watch, nowMs) });
export const rested = (hand: Hand, nowMs: number): Hand => ({ ...hand, watch: pausedOrNot(hand.watch, nowMs) });

/** After an outcome: the next set-up began when the recording stopped. Work taken without a network stays in hand. */
export const ended = (hand: Hand): Hand => ({
  ...emptyHand(hand.watch.sinceMs, hand.table),
  assignment: hand.unasked ? hand.assignment : null,
  unasked: hand.unasked,
});

/** Times of a stopped recording, without spans that no clock could measure. */
export function timesOf({ watch, timedBy }: Hand): {
  durationMs?: number;
  resetMs?: number;
  pauseMs?: number;
  timedBy: TimedBy;
} {
  return {
    durationMs: plausible(watch.activeMs),
    resetMs: plausible(watch.resetMs),
    pauseMs: plausible(watch.pauseMs),
    timedBy,
  };
}

const LONGEST_MS = 24 * 3600_000;
const plausible = (ms: number) => (ms <= LONGEST_MS ? Math.round(ms) : undefined);

/** How a hand is kept: with the wall clock beside the monotonic one, which ends with its page. */
export interface KeptHand {
  hand: Hand;
  wallMs: number;
  monotonicMs: number;
}

/**
 * A kept hand in a new page. The gap is taken from the wall clock, and what it measures is marked so; a clock that went back
 * adds nothing. Setting up begins anew: nobody knows what happened meanwhile.
 */
export function resumed({ hand, wallMs, monotonicMs }: KeptHand, nowMs: number, nowWallMs: number): Hand {
  if (hand.watch.phase === 'reset') return { ...hand, watch: settingUp(nowMs) };
  const gapMs = Math.max(0, nowWallMs - wallMs);
  const counted = countedTo(hand.watch, monotonicMs + gapMs);
  const timedBy = hand.watch.phase === 'stopped' ? hand.timedBy : 'wall';
  return { ...hand, timedBy, watch: { ...counted, sinceMs: nowMs } };
}
