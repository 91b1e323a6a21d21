import { z } from 'zod';
import { schedulesOf } from '@/db/queries/schedules';
import { ROLES } from '../core/people/access';
import { CapChoice } from '../core/program/schema';
import { HeldBack, Limits, ProposeInput } from '../core/schedule/schema';
import { checkBatch } from '../services/schedule/check';
import { chooseCap } from '../services/schedule/choose-cap';
import { closeRound } from '../services/schedule/close-round';
import { discardSchedule } from '../services/schedule/discard';
import { proposeSchedule } from '../services/schedule/propose';
import { publishSchedule } from '../services/schedule/publish';
import { replaySchedule } from '../services/schedule/replay';
import { showSchedule } from '../services/schedule/show';
import { suggestBatch } from '../services/schedule/suggest-batch';
import { whatIfOf } from '../services/schedule/what-if';
import { program, router } from '../trpc';
import { ReplayOutput, ScheduleOutput, WhatIfOutput } from './schedule-outputs';

const OfSchedule = z.object({ scheduleId: z.coerce.number().int() });

export const schedulesRouter = router({
  list: program(ROLES, 'read').query(({ ctx }) => schedulesOf(ctx.db, ctx.scope, 50)),
  show: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/schedules/{scheduleId}',
        summary: 'A schedule with its picks, reasons and progress',
        tags: ['schedules'],
      },
    })
    .input(OfSchedule)
    .output(ScheduleOutput)
    .query(({ ctx, input }) => showSchedule(ctx, input.scheduleId)),
  check: program(['lead', 'manager', 'engineer'], 'read')
    .input(z.object({ demonstrations: z.int().min(1).max(5000), limits: Limits.optional() }))
    .query(({ ctx, input }) => checkBatch(ctx, input.demonstrations, input.limits)),
  suggest: program(['lead', 'manager', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/suggested-batch',
        summary: 'How many demonstrations pay before the policy is retrained, and why',
        tags: ['schedules'],
      },
    })
    .output(z.object({ demonstrations: z.int().nullable(), sentence: z.string() }))
    .query(({ ctx }) => suggestBatch(ctx)),
  propose: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/schedules',
        summary: 'Propose a schedule for the open round',
        tags: ['schedules'],
      },
    })
    .input(ProposeInput)
    .output(z.object({ scheduleId: z.int(), heldBack: HeldBack }))
    .mutation(({ ctx, input }) => proposeSchedule(ctx, input)),
  publish: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/schedules/{scheduleId}/publish',
        summary: 'Publish a proposal',
        tags: ['schedules'],
      },
    })
    .input(OfSchedule)
    .output(z.object({ assignments: z.int() }))
    .mutation(({ ctx, input }) => publishSchedule(ctx, input.scheduleId)),
  replay: program(['lead', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/schedules/{scheduleId}/replay',
        summary: 'Decide a schedule again from its stored inputs',
        tags: ['schedules'],
      },
    })
    .input(OfSchedule)
    .output(ReplayOutput)
    .query(({ ctx, input }) => replaySchedule(ctx, input.scheduleId)),
  whatIf: program(['lead', 'manager', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/schedules/{scheduleId}/what-if',
        summary: 'What other strategies would have picked from the scores of that day',
        tags: ['schedules'],
      },
    })
    .input(OfSchedule)
    .output(WhatIfOutput)
    .query(({ ctx, input }) => whatIfOf(ctx, input.scheduleId)),
  discard: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/schedules/{scheduleId}/discard',
        summary: 'Set a proposal aside',
        tags: ['schedules'],
      },
    })
    .input(OfSchedule)
    .output(z.void())
    .mutation(({ ctx, input }) => discardSchedule(ctx, input.scheduleId)),
  chooseCap: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/caps',
        summary: 'Record a standing choice for a cap',
        tags: ['programs'],
      },
    })
    .input(CapChoice)
    .output(z.void())
    .mutation(({ ctx, input }) => chooseCap(ctx, input)),
  closeRound: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/rounds/close',
        summary: 'Close the open round',
        tags: ['schedules'],
      },
    })
    .output(z.object({ number: z.int() }))
    .mutation(({ ctx }) => closeRound(ctx)),
});
