import { z } from 'zod';
import { stationsOf } from '@/db/queries/stations';
import { StationInput } from '../core/collect/schema';
import { ROLES } from '../core/people/access';
import { createStation } from '../services/stations/create';
import { program, router } from '../trpc';

export const stationsRouter = router({
  list: program(ROLES, 'read').query(({ ctx }) => stationsOf(ctx.db, ctx.scope)),
  create: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/stations',
        summary: 'Add a station with the levels it fixes and its robot',
        tags: ['collection'],
      },
    })
    .input(StationInput)
    .output(z.object({ stationId: z.int() }))
    .mutation(({ ctx, input }) => createStation(ctx, input)),
});
