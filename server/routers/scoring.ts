import { z } from 'zod';
import { rolloutsForScripts } from '@/db/queries/rollouts';
import { scoringRunsOf } from '@/db/queries/scoring-runs';
import { PostPredictionsInput, StartScoringInput } from '../core/checkpoint/schema';
import { ROLES } from '../core/people/access';
import { calibrationOf } from '../services/scoring/calibration';
import { cancelScoring, resumeScoring } from '../services/scoring/cancel';
import { scoringChoices } from '../services/scoring/choices';
import { postUploadedPredictions } from '../services/scoring/post-predictions';
import { scoringResults, showScoring } from '../services/scoring/show';
import { startScoring } from '../services/scoring/start';
import { program, router } from '../trpc';
import {
  CalibrationOutput,
  RolloutOutput,
  ScoringOutput,
  ScoringResultsOutput,
  StartedOutput,
} from './scoring-outputs';

const OfScoring = z.object({ scoringRunId: z.coerce.number().int() });
const OfCheckpoint = z.object({ checkpointId: z.int() });
const STARTS = ['lead', 'engineer'] as const;

export const scoringRouter = router({
  list: program(ROLES, 'read').query(({ ctx }) => scoringRunsOf(ctx.db, ctx.scope, 100)),
  show: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/scoring-runs/{scoringRunId}',
        summary: 'A scoring run with its progress and what it found overall',
        tags: ['scoring'],
      },
    })
    .input(OfScoring)
    .output(ScoringOutput)
    .query(({ ctx, input }) => showScoring(ctx, input.scoringRunId)),
  results: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/scoring-runs/{scoringRunId}/results',
        summary: 'Scores of rollouts and configurations, and what is held back',
        tags: ['scoring'],
      },
    })
    .input(OfScoring)
    .output(ScoringResultsOutput)
    .query(({ ctx, input }) => scoringResults(ctx, input.scoringRunId)),
  calibration: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/scoring-runs/{scoringRunId}/calibration',
        summary: 'How far the scores can be trusted, judged on the random reserve alone',
        tags: ['scoring'],
      },
    })
    .input(OfScoring)
    .output(CalibrationOutput)
    .query(({ ctx, input }) => calibrationOf(ctx, input.scoringRunId)),
  choices: program(STARTS, 'read')
    .input(OfCheckpoint)
    .query(({ ctx, input }) => scoringChoices(ctx, input.checkpointId)),
  start: program(STARTS, 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/scoring-runs',
        summary: 'Score a checkpoint on the probe rollouts',
        tags: ['scoring'],
      },
    })
    .input(StartScoringInput)
    .output(StartedOutput)
    .mutation(({ ctx, input }) => startScoring(ctx, input)),
  cancel: program(STARTS, 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/scoring-runs/{scoringRunId}/cancel',
        summary: 'Stop a scoring run; what was computed is kept',
        tags: ['scoring'],
      },
    })
    .input(OfScoring)
    .output(z.void())
    .mutation(({ ctx, input }) => cancelScoring(ctx, input.scoringRunId)),
  resume: program(STARTS, 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/scoring-runs/{scoringRunId}/resume',
        summary: 'Go on with a cancelled or failed scoring run',
        tags: ['scoring'],
      },
    })
    .input(OfScoring)
    .output(z.void())
    .mutation(({ ctx, input }) => resumeScoring(ctx, input.scoringRunId)),
  rollouts: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/rollouts',
        summary: 'Probe rollouts with the ids that predictions are posted for',
        tags: ['scoring'],
      },
    })
    .output(z.array(RolloutOutput))
    .query(({ ctx }) => rolloutsForScripts(ctx.db, ctx.scope)),
  predictions: program(STARTS, 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/checkpoints/{checkpointId}/predictions',
        summary: 'Post what a checkpoint predicted on one probe rollout',
        description:
          'Either as JSON that names an upload, or with the file itself as the body (application/octet-stream) and `?episode=…` (and `&measure=…` for a figure per step).',
        tags: ['scoring'],
      },
    })
    .input(PostPredictionsInput)
    .output(z.object({ stored: z.boolean(), steps: z.int() }))
    .mutation(({ ctx, input }) => postUploadedPredictions(ctx, input)),
});
