import { z } from 'zod';
import { ROLES } from '../core/people/access';
import { remakePlan } from '../services/days/remake-plan';
import { showDays } from '../services/days/show';
import { program, router } from '../trpc';
import { DaysOutput } from './day-outputs';

export const daysRouter = router({
  show: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/days',
        summary: 'The plan of today and the coming days per station and shift',
        tags: ['collection'],
      },
    })
    .output(DaysOutput)
    .query(({ ctx }) => showDays(ctx)),
  remake: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/days',
        summary: 'Plan the days anew from what is left to do',
        tags: ['collection'],
      },
    })
    .output(z.void())
    .mutation(({ ctx }) => remakePlan(ctx)),
});
