'use client';

import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useTRPC } from '@/app/_trpc/client';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import type { AttemptOutcome } from '@/server/core/collect/words';
import { nextOnDevice } from './device';
import type { HeldAssignment } from './held';
import type { Waiting } from './outbox';
import { problemOf } from './problem-of';
import { useOutbox } from './use-outbox';
import { useRecording } from './use-recording';
import { useStation } from './use-station';

/** The last thing done, for the edge of the screen and for undo. */
export interface LastAttempt {
  id: string;
  assignmentId: number;
  outcome: AttemptOutcome;
}

/** The acts of one operator on one device, with what the server says and what is still on its way. */
export function useCollecting(program: string) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [stationId, chooseStation] = useStation(program);
  const { outbox, waiting } = useOutbox(program);
  const { recording, start, stop, end } = useRecording();
  const [last, setLast] = useState<LastAttempt | null>(null);
  const [inHand, setInHand] = useState<HeldAssignment | null>(null);

  // Deferred, so that choosing another station keeps the page until its answer is here.
  const shownStation = useDeferredValue(stationId);
  const { data } = useSuspenseQuery({
    ...trpc.collect.today.queryOptions({ program, stationId: shownStation }),
    refetchInterval: 60_000,
  });
  const reload = () => queries.invalidateQueries({ queryKey: trpc.collect.today.pathKey() });
  const settle = { networkMode: 'always' as const, onSettled: reload };
  const refused = (error: unknown) => noticeProblem(problemOf(error));
  const claim = useMutation({ ...trpc.collect.claim.mutationOptions(), ...settle });
  const setAside = useMutation({ ...trpc.collect.setAside.mutationOptions(), ...settle, onError: refused });

  // While a recording runs, the assignment it was begun for stays in hand, whatever happens to the lease.
  const held = recording ? inHand : data.current;

  const take = (assignmentId?: number) =>
    claim.mutate({ program, stationId, assignmentId, device: nextOnDevice().device });

  return {
    data,
    held,
    waiting,
    recording,
    last,
    stationId,
    chooseStation,
    claiming: claim.isPending,
    next: () => claim.mutate({ program, stationId, device: '' }, { onError: refused }),
    begin() {
      if (!held) return;
      setInHand(held);
      start(held.id);
      take(held.id);
    },
    stop,
    log(outcome: AttemptOutcome, failureMode?: string) {
      const done = end();
      if (!done) return;
      const id = uuidv7();
      outbox.add({
        id,
        assignmentId: done.assignmentId,
        outcome,
        failureMode,
        durationMs: done.durationMs,
        startedAt: done.startedAt,
        stationId,
        ...nextOnDevice(),
      });
      setLast({ id, assignmentId: done.assignmentId, outcome });
    },
    undo() {
      const newest = held?.attempts.find(
        (attempt) => attempt.mine && !attempt.undone && !waiting.some((w) => w.id === attempt.id),
      );
      const target = last ?? (newest && held ? { ...newest, assignmentId: held.id } : null);
      if (!target) return;
      outbox.takeBack(target.id);
      setLast(null);
    },
    giveUp(entry: Waiting) {
      outbox.giveUp(entry.id);
      const { attempt } = entry;
      if (attempt) noticeWithUndo('Given up: this attempt is not stored.', () => outbox.add(attempt));
    },
    setAside: (how: 'skipped' | 'blocked', reason: string) =>
      held && setAside.mutate({ program, assignmentId: held.id, how, reason }),
  };
}
