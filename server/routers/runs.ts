import { z } from 'zod';
import { runsOf } from '@/db/queries/checkpoints';
import { RunInput } from '../core/checkpoint/schema';
import { ROLES } from '../core/people/access';
import { registerRun } from '../services/checkpoints/register-run';
import { program, router } from '../trpc';
import { RunOutput } from './scoring-outputs';

export const runsRouter = router({
  list: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/runs',
        summary: 'Lineages of checkpoints',
        tags: ['checkpoints'],
      },
    })
    .output(z.array(RunOutput))
    .query(({ ctx }) => runsOf(ctx.db, ctx.scope)),
  register: program(['lead', 'engineer'], 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/runs',
        summary: 'Open a lineage of checkpoints: an arm, a strategy, a seed',
        tags: ['checkpoints'],
      },
    })
    .input(RunInput)
    .output(z.object({ runId: z.int() }))
    .mutation(({ ctx, input }) => registerRun(ctx, input)),
});
