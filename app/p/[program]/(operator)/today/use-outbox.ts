'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTRPC, useTRPCClient } from '@/app/_trpc/client';
import { noticeProblem } from '@/app/_ui/notices';
import { makeOutbox, type Outbox, type Waiting } from './outbox';
import { isRefusal, problemOf } from './problem-of';

/** One outbox a program and tab, so that leaving the page for another one loses nothing. */
const outboxes = new Map<string, Outbox>();
const NOTHING: readonly Waiting[] = [];

/** The outbox of this tab and what waits in it. Asks before the tab is closed while something waits. */
export function useOutbox(program: string): { outbox: Outbox; waiting: readonly Waiting[] } {
  const client = useTRPCClient();
  const queries = useQueryClient();
  const trpc = useTRPC();
  const [outbox] = useState(() => {
    const kept = outboxes.get(program);
    if (kept) return kept;
    const made = makeOutbox({
      store: (attempt) => client.collect.attempt.mutate({ program, ...attempt }),
      takeBack: (attemptId) =>
        client.collect.undo.mutate({ program, attemptId }).catch((error: unknown) => {
          if (!isRefusal(error)) throw error;
          noticeProblem(problemOf(error));
        }),
      arrived: () => queries.invalidateQueries({ queryKey: trpc.collect.today.pathKey() }),
    });
    if (typeof window !== 'undefined') outboxes.set(program, made);
    return made;
  });
  const waiting = useSyncExternalStore(outbox.subscribe, outbox.entries, () => NOTHING);

  useEffect(() => {
    const retry = () => outbox.retry();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, [outbox]);

  const full = waiting.length > 0;
  useEffect(() => {
    if (!full) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [full]);

  return { outbox, waiting };
}
