'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useSay } from '@/app/_messages/say';
import { useTRPC, useTRPCClient } from '@/app/_trpc/client';
import { noticeProblem } from '@/app/_ui/notices';
import { shelfOf } from './device-store';
import { makeOutbox, type Outbox, type Waiting } from './outbox';
import { isRefusal, troubleOf, troubleWords } from './problem-of';

/** One outbox a person and tab, so that leaving the page for another one loses nothing. */
const outboxes = new Map<number, Outbox>();
const NOTHING: readonly Waiting[] = [];
/** A call that a bad network swallowed ends after this and is made again. */
const ANSWER_WITHIN_MS = 15_000;

/** The outbox of a person on this device and what waits in it; it lies in the browser's own database. */
export function useOutbox(personId: number): { outbox: Outbox; waiting: readonly Waiting[] } {
  const client = useTRPCClient();
  const queries = useQueryClient();
  const trpc = useTRPC();
  const say = useSay();
  const latest = useRef(say);
  useEffect(() => {
    latest.current = say;
  }, [say]);
  const [outbox] = useState(() => {
    const kept = outboxes.get(personId);
    if (kept) return kept;
    const inTime = () => ({ signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    /** A no that changes nothing any more: said once, then let go. */
    const sayRefusal = (error: unknown) => {
      if (!isRefusal(error)) throw error;
      noticeProblem(troubleWords(latest.current, troubleOf(error)), latest.current('problem.title'));
    };
    const made = makeOutbox(
      {
        store: ({ personId: operatorId, ...attempt }) =>
          client.collect.attempt.mutate({ ...attempt, operatorId }, inTime()),
        takeBack: (program, attemptId) =>
          client.collect.undo.mutate({ program, attemptId }, inTime()).catch(sayRefusal),
        setAside: (program, aside) => client.collect.setAside.mutate({ program, ...aside }, inTime()).catch(sayRefusal),
        arrived: () => queries.invalidateQueries({ queryKey: trpc.collect.today.pathKey() }),
      },
      shelfOf(personId),
    );
    if (typeof window !== 'undefined') outboxes.set(personId, made);
    return made;
  });
  const waiting = useSyncExternalStore(outbox.subscribe, outbox.entries, () => NOTHING);

  useEffect(() => {
    const retry = () => outbox.retry();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [outbox]);

  return { outbox, waiting };
}
