import { z } from 'zod';
import { LAB_STATES } from '../core/experiment/arms';
import { PHASES } from '../core/experiment/loop';
import { showLabRound } from '../services/lab-rounds/show';
import { startLabRound } from '../services/lab-rounds/start';
import { program, router } from '../trpc';

const LabRoundOutput = z.object({
  /** Why no round can be run, as a sentence. */
  why: z.string().nullable(),
  last: z
    .object({
      id: z.int(),
      state: z.enum(LAB_STATES),
      steps: z.array(
        z.object({
          phase: z.enum(PHASES),
          what: z.string(),
          startedAt: z.string(),
          finishedAt: z.string().nullable(),
        }),
      ),
      error: z.string().nullable(),
      createdAt: z.date(),
      finishedAt: z.date().nullable(),
    })
    .nullable(),
});

export const labRoundsRouter = router({
  show: program(['lead', 'manager', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/lab-round',
        summary: 'How far the simulated lab is with the round it was asked for last',
        tags: ['experiments'],
      },
    })
    .output(LabRoundOutput)
    .query(({ ctx }) => showLabRound(ctx)),
  start: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/lab-round',
        summary: 'Have the simulated lab work off the open round and open the next',
        tags: ['experiments'],
      },
    })
    .output(z.object({ labRoundId: z.int() }))
    .mutation(({ ctx }) => startLabRound(ctx)),
});
