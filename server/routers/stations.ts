import { z } from 'zod';
import { stationsOf } from '@/db/queries/stations';
import { EditStationInput, SetShiftsInput, StationInput } from '../core/collect/schema';
import { ROLES } from '../core/people/access';
import { createStation } from '../services/stations/create';
import { editStation } from '../services/stations/edit';
import { setShifts } from '../services/stations/set-shifts';
import { program, router } from '../trpc';

export const stationsRouter = router({
  list: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/stations',
        summary: 'Stations in use with their robots',
        tags: ['collection'],
      },
    })
    .output(
      z.array(
        z.object({
          id: z.int(),
          name: z.string(),
          fixedLevelIds: z.array(z.int()),
          recorderFlags: z.string(),
          robots: z.array(z.object({ name: z.string(), type: z.string(), serial: z.string() })),
        }),
      ),
    )
    .query(({ ctx }) => stationsOf(ctx.db, ctx.scope)),
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
  edit: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/stations/{stationId}',
        summary: "Change a station: its name, what it fixes, its recorder's flags and its robot",
        tags: ['collection'],
      },
    })
    .input(EditStationInput)
    .output(z.void())
    .mutation(({ ctx, input }) => editStation(ctx, input)),
  setShifts: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/stations/{stationId}/shifts',
        summary: 'Say when a station is worked at and how much is done in a shift',
        tags: ['collection'],
      },
    })
    .input(SetShiftsInput)
    .output(z.void())
    .mutation(({ ctx, input }) => setShifts(ctx, input)),
});
