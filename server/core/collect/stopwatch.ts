/** Time of one attempt, apart by what it went to. All in ms of one monotonic clock; `sinceMs` is when the running part began. */
export interface Stopwatch {
  phase: 'reset' | 'active' | 'stopped';
  paused: boolean;
  sinceMs: number;
  resetMs: number;
  activeMs: number;
  pauseMs: number;
}

/** A stopwatch that counts setting up from `nowMs` on. */
export function settingUp(nowMs: number): Stopwatch {
  return { phase: 'reset', paused: false, sinceMs: nowMs, resetMs: 0, activeMs: 0, pauseMs: 0 };
}

export type Part = 'resetMs' | 'activeMs' | 'pauseMs';

/** Where time goes now; null once stopped. */
export function runningPart({ paused, phase }: Stopwatch): Part | null {
  if (paused) return 'pauseMs';
  return phase === 'stopped' ? null : `${phase}Ms`;
}

/** The same with everything up to `nowMs` counted where it belongs; time behind `sinceMs` counts as none. */
export function countedTo(watch: Stopwatch, nowMs: number): Stopwatch {
  const part = runningPart(watch);
  const counted = { ...watch, sinceMs: nowMs };
  return part === null ? counted : { ...counted, [part]: watch[part] + Math.max(0, nowMs - watch.sinceMs) };
}

/** Begins the recording proper; a pause ends by it. */
export const recordingFrom = (watch: Stopwatch, nowMs: number): Stopwatch => ({
  ...countedTo(watch, nowMs),
  phase: 'active',
  paused: false,
});

/** Ends the recording proper. Stopping twice changes nothing. */
export const stoppedAt = (watch: Stopwatch, nowMs: number): Stopwatch =>
  watch.phase === 'stopped' ? watch : { ...countedTo(watch, nowMs), phase: 'stopped', paused: false };

/** Begins or ends a pause; a stopped one has none. */
export const pausedOrNot = (watch: Stopwatch, nowMs: number): Stopwatch =>
  watch.phase === 'stopped' ? watch : { ...countedTo(watch, nowMs), paused: !watch.paused };
