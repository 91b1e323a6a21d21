'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useSay } from '@/app/_messages/say';
import { useTRPC, useTRPCClient } from '@/app/_trpc/client';
import { noticeProblem, noticeWithUndo } from '@/app/_ui/notices';
import type { AttemptOutcome, TimedBy } from '@/server/core/collect/words';
import { deviceName, nextOnDevice } from './device';
import { begun, emptyHand, ended, halted, isOpen, rested, takenUp, timesOf } from './hand';
import type { Waiting } from './outbox';
import { isAnswer, troubleOf, troubleWords } from './problem-of';
import { clockOffsetMs, useServerClock } from './server-clock';
import { leftNow, nextCard } from './shown-attempts';
import { useHand } from './use-hand';
import { useOutbox } from './use-outbox';
import { usePresence } from './use-presence';
import { type Person, useToday } from './use-today';

/** The last thing done, for the edge of the screen and for undo. */
export interface LastAttempt {
  id: string;
  assignmentId: number;
  order: number;
  outcome: AttemptOutcome;
  durationMs: number | undefined;
  timedBy: TimedBy | undefined;
  usualMs: number | null;
}

/** A question to the server ends after this, and the device goes on by itself. */
const ANSWER_WITHIN_MS = 8_000;

/** The acts of one operator on one device, with what the server says and what is still on its way. */
export function useCollecting(program: string, person: Person) {
  const trpc = useTRPC();
  const say = useSay();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { data, dataUpdatedAt, stations, stationId, chooseStation, askingStation } = useToday(program, person);
  const { outbox, waiting } = useOutbox(person.id);
  const [hand, change] = useHand(person.id, program);
  const [last, setLast] = useState<LastAttempt | null>(null);
  const [passedOver, setPassedOver] = useState<readonly number[]>([]);
  useServerClock(program);
  usePresence(program, stationId);

  const takenWhileAsking = useRef(false);
  const reload = () => {
    takenWhileAsking.current = askingStation;
    return queries.invalidateQueries({ queryKey: trpc.collect.today.pathKey() });
  };
  const askAgain = useEffectEvent(() => {
    if (takenWhileAsking.current) void reload();
  });
  useEffect(() => {
    // The answer of a chosen station may be from before what was taken meanwhile, and nothing asks again what no page shows.
    if (!askingStation) askAgain();
  }, [askingStation]);
  const refused = (error: unknown) => noticeProblem(troubleWords(say, troubleOf(error)), say('problem.title'));
  const claim = useMutation({
    async mutationFn(assignmentId: number | undefined) {
      // Only when the last recordings have arrived does the server know that the assignment before is finished.
      if (assignmentId === undefined && !(await outbox.sendNow())) throw new Error('unsent');
      return client.collect.claim.mutate(
        { program, stationId, assignmentId, device: deviceName() },
        { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) },
      );
    },
    networkMode: 'always',
    onSettled: reload,
  });

  // Taking back the last recording of a finished assignment gives it back: until that has arrived, it stays in view.
  const [recent, setRecent] = useState(data.current);
  if (data.current && data.current !== recent) setRecent(data.current);

  const open = isOpen(hand);
  const mine = waiting.filter((entry) => entry.program === program);
  const putAside = new Set(mine.flatMap(({ aside }) => aside?.assignmentId ?? []));
  const inWork = <T extends Parameters<typeof leftNow>[0]>(assignment: T | null) =>
    assignment && leftNow(assignment, mine) > 0 && !putAside.has(assignment.id) ? assignment : null;
  const taken = hand.assignment && [data.current, ...data.next].find((one) => one?.id === hand.assignment?.id);
  // While a recording runs, the assignment it was begun for stays in hand, whatever happens to the lease.
  const held = open
    ? hand.assignment
    : hand.unasked && hand.assignment
      ? inWork({ ...hand.assignment, ...taken })
      : inWork(data.current ?? (mine.some((entry) => entry.takenBack) ? recent : null));
  const next = data.next.filter((one) => inWork(one) && one.id !== held?.id);

  // One that was gone for a moment, as while its last recording is taken back, is set up already.
  const setUpFor = useRef<number | undefined>(undefined);
  const heldId = held?.id;
  useEffect(() => {
    if (heldId === undefined || heldId === setUpFor.current) return;
    setUpFor.current = heldId;
    change((now) => takenUp(now, performance.now()));
  }, [heldId, change]);

  /** Whether the operator went on without the answer: whatever comes of the question then, what is in hand stays. */
  const wentOn = useRef(false);
  const goOnAlone = () => {
    wentOn.current = true;
    const known = next.find((one) => !passedOver.includes(one.id));
    if (!known) return noticeProblem(say('next.unknown'), say('problem.title'));
    change((now) => ({ ...now, unasked: true, assignment: { ...known, leaseLapsed: false, attempts: [] } }));
  };

  /** Asks for work taken without a network as soon as everything before it has arrived. */
  const askFor = useEffectEvent(() => {
    const { unasked, assignment } = hand;
    if (!unasked || !assignment || open || claim.isPending || mine.some((entry) => !entry.stored)) return;
    const asked = () => change((now) => ({ ...now, unasked: false, assignment: null }));
    if (data.current) return asked();
    claim.mutate(assignment.id, {
      onSuccess: asked,
      onError(error) {
        if (!isAnswer(error)) return;
        refused(error);
        asked();
      },
    });
  });
  useEffect(() => {
    if (dataUpdatedAt > 0) askFor();
  }, [dataUpdatedAt]);

  // What the server has not heard of it cannot know to stand on the table.
  const onTable = (mine.some((entry) => entry.attempt) && hand.table) || data.onTable;

  return {
    data: { ...data, next, onTable },
    held,
    hand,
    waiting: mine,
    last,
    stations,
    stationId,
    chooseStation,
    askingStation,
    claiming: claim.isPending,
    card: hand.card ?? (held && nextCard(held, mine)),
    next() {
      if (claim.isPending) return goOnAlone();
      wentOn.current = false;
      claim.mutate(undefined, {
        onError(error) {
          if (isAnswer(error)) refused(error);
          else if (!wentOn.current) goOnAlone();
        },
      });
    },
    begin() {
      if (!held || open) return;
      change((now) =>
        begun(now, {
          assignment: held,
          card: nextCard(held, mine),
          nowMs: performance.now(),
          wall: new Date(),
          offsetMs: clockOffsetMs(),
        }),
      );
      if (!claim.isPending) claim.mutate(held.id);
    },
    stop: () => change((now) => halted(now, performance.now())),
    pause: () => change((now) => rested(now, performance.now())),
    log(outcome: AttemptOutcome, failureMode?: string) {
      if (!open || !hand.assignment) return;
      const done = change((now) => halted(now, performance.now()));
      const { assignment, startedAt, card } = done;
      change(ended);
      if (!assignment) return;
      const id = uuidv7();
      const onDevice = nextOnDevice();
      const times = timesOf(done);
      outbox.add({
        id,
        program,
        personId: person.id,
        assignmentId: assignment.id,
        outcome,
        failureMode,
        ...times,
        startedAt: startedAt === null ? undefined : new Date(startedAt),
        clockOffsetMs: done.clockOffsetMs ?? undefined,
        card: card ?? undefined,
        stationId,
        ...onDevice,
      });
      setLast({
        id,
        assignmentId: assignment.id,
        order: onDevice.sequence,
        outcome,
        durationMs: times.durationMs,
        timedBy: times.timedBy,
        usualMs: assignment.usual?.medianMs ?? null,
      });
    },
    undo() {
      const unsent = [...mine].reverse().find((entry) => entry.attempt && !entry.takenBack);
      const stored = held?.attempts.find(
        (attempt) => attempt.mine && !attempt.undone && !mine.some((entry) => entry.id === attempt.id),
      );
      const target = last?.id ?? unsent?.id ?? stored?.id;
      if (!target) return;
      outbox.takeBack({ id: target, program, order: nextOnDevice().sequence });
      setLast(null);
    },
    giveUp(entry: Waiting) {
      outbox.giveUp(entry.id);
      const { attempt } = entry;
      if (attempt) noticeWithUndo(say('refused.gone'), () => outbox.add(attempt), say('act.undo'));
    },
    setAside(how: 'skipped' | 'blocked', reason: string) {
      if (!held) return;
      if (hand.unasked) change((now) => emptyHand(now.watch.sinceMs, now.table));
      // The server never knew of it: there is nothing to put back.
      if (hand.unasked && how === 'skipped') return setPassedOver([...passedOver, held.id]);
      const aside = { assignmentId: held.id, how, reason };
      outbox.setAside({ id: uuidv7(), program, order: nextOnDevice().sequence, aside });
    },
  };
}
