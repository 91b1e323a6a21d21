import { tracked } from '@trpc/server';
import { z } from 'zod';
import {
  AssignInput,
  AttemptInput,
  ClaimInput,
  NextAtStationInput,
  PresenceInput,
  SetAsideInput,
  SplitInput,
} from '../core/collect/schema';
import { ROLES } from '../core/people/access';
import { assign } from '../services/collect/assign';
import { claimAssignment } from '../services/collect/claim';
import { dayOf } from '../services/collect/day';
import { logAttempt } from '../services/collect/log-attempt';
import { nextAtStation } from '../services/collect/next-at-station';
import { progressOf } from '../services/collect/progress';
import { putBack } from '../services/collect/put-back';
import { queueOf } from '../services/collect/queue';
import { setAside } from '../services/collect/set-aside';
import { splitAssignment } from '../services/collect/split';
import { today } from '../services/collect/today';
import { undoAttempt } from '../services/collect/undo-attempt';
import { followEvents } from '../services/events/follow';
import { sayHere } from '../services/presence/here';
import { stay } from '../services/presence/stay';
import { whyOf } from '../services/why/show';
import { program, router } from '../trpc';
import { AssignmentOutput, NextAtStation } from './collect-outputs';

const OPERATES = ['operator', 'lead'] as const;

export const collectRouter = router({
  today: program(OPERATES)
    .input(z.object({ stationId: z.int().nullable().default(null) }))
    .query(({ ctx, input }) => today(ctx, input)),
  /** The server's time, for devices to measure their clocks against. */
  clock: program(OPERATES).query(({ ctx }) => ({ now: ctx.clock.now() })),
  here: program(OPERATES)
    .input(PresenceInput)
    .mutation(({ ctx, input }) => sayHere(ctx, input)),
  /** Somebody is there for as long as their page keeps this open; told what happens as `events.follow` tells it, at its own pace. */
  stay: program(OPERATES)
    .input(PresenceInput.extend({ lastEventId: z.coerce.number().int().optional() }))
    .subscription(async function* ({ ctx, input: { program: _, lastEventId, ...place }, signal }) {
      const news = followEvents(ctx, lastEventId, signal ?? new AbortController().signal, 'working');
      for await (const one of stay(ctx, place, news)) yield tracked(String(one.id), one);
    }),
  day: program(OPERATES).query(({ ctx }) => dayOf(ctx)),
  why: program(ROLES, 'read').query(({ ctx }) => whyOf(ctx)),
  progress: program(ROLES, 'read').query(({ ctx }) => progressOf(ctx)),
  queue: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/assignments',
        summary: 'The queue: what to record next, with progress, reasons and the starts of trials',
        tags: ['collection'],
      },
    })
    .output(z.array(AssignmentOutput))
    .query(({ ctx }) => queueOf(ctx)),
  claim: program(OPERATES)
    .input(ClaimInput)
    .mutation(({ ctx, input }) => claimAssignment(ctx, input)),
  attempt: program(OPERATES, 'collect')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/attempts',
        summary: 'Log one attempt; sending it twice stores it once',
        tags: ['collection'],
      },
    })
    .input(AttemptInput)
    .output(
      z.object({ stored: z.boolean(), accepted: z.boolean(), logged: z.int(), wanted: z.int(), done: z.boolean() }),
    )
    .mutation(({ ctx, input }) => logAttempt(ctx, input)),
  undo: program(OPERATES, 'collect')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/attempts/{attemptId}/undo',
        summary: 'Take back an attempt; the row stays, marked',
        tags: ['collection'],
      },
    })
    .input(z.object({ attemptId: z.uuid() }))
    .output(z.object({ assignmentId: z.int(), logged: z.int() }))
    .mutation(({ ctx, input }) => undoAttempt(ctx, input.attemptId)),
  setAside: program(OPERATES)
    .input(SetAsideInput)
    .mutation(({ ctx, input }) => setAside(ctx, input)),
  assign: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/assignments/{assignmentId}/assign',
        summary: 'Give an assignment to a person, a station or a shift, or back to everybody',
        tags: ['collection'],
      },
    })
    .input(AssignInput)
    .output(z.void())
    .mutation(({ ctx, input }) => assign(ctx, input)),
  nextAtStation: program(OPERATES, 'collect')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/stations/{stationId}/next',
        summary: "What a station's recorder records next, and for whom",
        tags: ['collection'],
      },
    })
    .input(NextAtStationInput)
    .output(NextAtStation)
    .mutation(({ ctx, input }) => nextAtStation(ctx, input)),
  split: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/assignments/{assignmentId}/split',
        summary: 'Split an assignment into parts for several operators',
        tags: ['collection'],
      },
    })
    .input(SplitInput)
    .output(z.object({ parts: z.array(z.int()) }))
    .mutation(({ ctx, input }) => splitAssignment(ctx, input)),
  putBack: program(OPERATES)
    .input(z.object({ assignmentId: z.int() }))
    .mutation(({ ctx, input }) => putBack(ctx, input.assignmentId)),
});
