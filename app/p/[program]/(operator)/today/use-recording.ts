'use client';

import { useEffect, useState } from 'react';

/** A recording under way or just stopped, timed by the device's monotonic clock. */
export interface Recording {
  assignmentId: number;
  startedAt: Date;
  startedMs: number;
  /** Null while it runs. */
  durationMs: number | null;
}

/** Starts, stops and ends one recording at a time. */
export function useRecording() {
  const [recording, setRecording] = useState<Recording | null>(null);
  return {
    recording,
    start: (assignmentId: number) =>
      setRecording({ assignmentId, startedAt: new Date(), startedMs: performance.now(), durationMs: null }),
    stop: () => setRecording((now) => now && { ...now, durationMs: now.durationMs ?? elapsedMs(now) }),
    /** Ends it and returns what it was, stopped. */
    end: () => {
      setRecording(null);
      return recording && { ...recording, durationMs: recording.durationMs ?? elapsedMs(recording) };
    },
  };
}

const elapsedMs = (recording: Recording) => Math.round(performance.now() - recording.startedMs);

/** Milliseconds of a recording, moving five times a second while it runs. */
export function useElapsed(recording: Recording | null): number {
  const [, tick] = useState(0);
  const running = recording !== null && recording.durationMs === null;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => tick((n) => n + 1), 200);
    return () => clearInterval(timer);
  }, [running]);
  if (recording === null) return 0;
  return recording.durationMs ?? elapsedMs(recording);
}
