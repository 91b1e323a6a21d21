import { z } from 'zod';
import { LAB_STATES } from '../core/experiment/arms';
import { Experiment } from '../core/experiment/schema';
import { Simulation } from '../core/program/schema';
import { cancelExperiment, resumeExperiment } from '../services/experiments/cancel';
import { experimentsHere } from '../services/experiments/list';
import { startExperiment } from '../services/experiments/start';
import { program, router } from '../trpc';

const Named = z.object({ experimentId: z.coerce.number().int() });

const ExperimentsOutput = z.object({
  simulation: Simulation.nullable(),
  experiments: z.array(
    z.object({
      id: z.int(),
      plan: Experiment,
      panelId: z.int(),
      panelName: z.string(),
      state: z.enum(LAB_STATES),
      armsTotal: z.int(),
      armsDone: z.int(),
      /** Arms run for this experiment, and the time that took; the others were there. */
      armsRun: z.int(),
      runMs: z.int(),
      error: z.string().nullable(),
      createdAt: z.date(),
      startedAt: z.date().nullable(),
      finishedAt: z.date().nullable(),
    }),
  ),
  /** Programs with the experiments of other designs. */
  elsewhere: z.array(z.object({ slug: z.string(), name: z.string(), design: z.string() })),
});

export const experimentsRouter = router({
  list: program(['lead', 'manager', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/experiments',
        summary: 'Simulated experiments with their progress',
        tags: ['experiments'],
      },
    })
    .output(ExperimentsOutput)
    .query(({ ctx }) => experimentsHere(ctx)),
  start: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/experiments',
        summary:
          'Try strategies against each other in the simulated lab; answers with the program that keeps the result',
        tags: ['experiments'],
      },
    })
    .input(Experiment)
    .output(z.object({ experimentId: z.int(), program: z.string() }))
    .mutation(({ ctx, input }) => startExperiment(ctx, input)),
  cancel: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/experiments/{experimentId}/cancel',
        summary: 'Stop an experiment; arms that are done stay',
        tags: ['experiments'],
      },
    })
    .input(Named)
    .output(z.void())
    .mutation(({ ctx, input }) => cancelExperiment(ctx, input.experimentId)),
  resume: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/experiments/{experimentId}/resume',
        summary: 'Go on with an experiment that was cancelled or failed',
        tags: ['experiments'],
      },
    })
    .input(Named)
    .output(z.void())
    .mutation(({ ctx, input }) => resumeExperiment(ctx, input.experimentId)),
});
