import { tracked } from '@trpc/server';
import { z } from 'zod';
import { ROLES } from '../core/people/access';
import { followEvents } from '../services/events/follow';
import { program, router } from '../trpc';

export const eventsRouter = router({
  /** Live events of the program; after a reconnect they go on behind the last one received. */
  follow: program(ROLES, 'wall')
    .input(z.object({ lastEventId: z.coerce.number().int().optional() }))
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const event of followEvents(ctx, input.lastEventId, signal ?? new AbortController().signal)) {
        yield tracked(String(event.id), event);
      }
    }),
});
