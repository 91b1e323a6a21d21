'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import superjson from 'superjson';
import { type Part, runningPart } from '@/server/core/collect/stopwatch';
import { emptyHand, type Hand, type KeptHand, resumed } from './hand';

const keyOf = (personId: number, program: string) => `rota.hand.${personId}.${program}`;

/** What this person works on at this device. Every change lies in the browser at once, so that a reload or a restart goes on from it. */
export function useHand(personId: number, program: string): [Hand, (change: (hand: Hand) => Hand) => Hand] {
  const [hand, setHand] = useState(() => emptyHand(0));
  const latest = useRef(hand);
  const change = useCallback(
    (make: (hand: Hand) => Hand) => {
      const next = make(latest.current);
      latest.current = next;
      setHand(next);
      const kept: KeptHand = { hand: next, wallMs: Date.now(), monotonicMs: performance.now() };
      localStorage.setItem(keyOf(personId, program), superjson.stringify(kept));
      return next;
    },
    [personId, program],
  );
  useEffect(() => {
    const kept = localStorage.getItem(keyOf(personId, program));
    const now = performance.now();
    latest.current = kept ? resumed(superjson.parse<KeptHand>(kept), now, Date.now()) : emptyHand(now);
    setHand(latest.current);
  }, [personId, program]);
  return [hand, change];
}

/** Milliseconds of a part of this attempt, moving five times a second while it is the one that runs. */
export function useElapsed({ watch }: Hand, part: Part): number {
  const running = runningPart(watch) === part;
  const [, tick] = useState(0);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => tick((n) => n + 1), 200);
    return () => clearInterval(timer);
  }, [running]);
  return watch[part] + (running ? Math.max(0, performance.now() - watch.sinceMs) : 0);
}
