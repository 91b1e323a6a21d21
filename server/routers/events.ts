import { tracked } from '@trpc/server';
import { z } from 'zod';
import { ROLES } from '../core/people/access';
import { followEvents } from '../services/events/follow';
import { program, router } from '../trpc';

export const eventsRouter = router({
  /** What happens in the program; after a reconnect it goes on behind what was received last. */
  follow: program(ROLES, 'wall')
    .input(z.object({ lastEventId: z.coerce.number().int().optional() }))
    .subscription(async function* ({ ctx, input, signal }) {
      for await (const news of followEvents(ctx, input.lastEventId, signal ?? new AbortController().signal)) {
        yield tracked(String(news.id), news);
      }
    }),
});
