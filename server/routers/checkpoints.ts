import { z } from 'zod';
import { checkpointsOf, recordedFeatures, trainingSetsOf } from '@/db/queries/checkpoints';
import { confirmedDemonstrations } from '@/db/queries/recordings';
import { MemberInput, RegisterCheckpointInput, TrainingSetInput } from '../core/checkpoint/schema';
import { ROLES } from '../core/people/access';
import { createTrainingSet } from '../services/checkpoints/create-training-set';
import { inspectMember } from '../services/checkpoints/inspect-member';
import { registerCheckpoint } from '../services/checkpoints/register-checkpoint';
import { setCurrent } from '../services/checkpoints/set-current';
import { showCheckpoint } from '../services/checkpoints/show-checkpoint';
import { program, router } from '../trpc';
import { CheckpointOutput, TrainingSetOutput } from './scoring-outputs';

const BRINGS = ['lead', 'engineer'] as const;
const OfCheckpoint = z.object({ checkpointId: z.coerce.number().int() });

export const checkpointsRouter = router({
  list: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/checkpoints',
        summary: 'Checkpoints, newest first',
        tags: ['checkpoints'],
      },
    })
    .output(z.array(CheckpointOutput))
    .query(({ ctx }) => checkpointsOf(ctx.db, ctx.scope)),
  show: program(ROLES, 'read')
    .input(OfCheckpoint)
    .query(({ ctx, input }) => showCheckpoint(ctx, input.checkpointId)),
  features: program(BRINGS, 'read').query(({ ctx }) => recordedFeatures(ctx.db, ctx.scope)),
  confirmed: program(BRINGS, 'read').query(({ ctx }) => confirmedDemonstrations(ctx.db, ctx.scope)),
  inspect: program(BRINGS, 'data')
    .input(MemberInput)
    .mutation(({ ctx, input }) => inspectMember(ctx, input)),
  register: program(BRINGS, 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/checkpoints',
        summary: 'Register a checkpoint from model files, or one of recorded predictions',
        description:
          'Members name uploads or files of the import folder. What a card leaves open is guessed from the file and the recordings; what cannot be guessed is asked for in the refusal.',
        tags: ['checkpoints'],
      },
    })
    .input(RegisterCheckpointInput)
    .output(z.object({ checkpointId: z.int(), trainingSetSize: z.int().nullable() }))
    .mutation(({ ctx, input }) => registerCheckpoint(ctx, input)),
  setCurrent: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/checkpoints/{checkpointId}/current',
        summary: 'Mark one checkpoint as the current one',
        tags: ['checkpoints'],
      },
    })
    .input(OfCheckpoint)
    .output(z.void())
    .mutation(({ ctx, input }) => setCurrent(ctx, input.checkpointId)),
  trainingSets: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/training-sets',
        summary: 'Frozen training sets, newest first',
        tags: ['checkpoints'],
      },
    })
    .output(z.array(TrainingSetOutput))
    .query(({ ctx }) => trainingSetsOf(ctx.db, ctx.scope)),
  createTrainingSet: program(BRINGS, 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/training-sets',
        summary: 'Freeze a training set: episodes and a seed, or a declared size',
        tags: ['checkpoints'],
      },
    })
    .input(z.object({ trainingSet: TrainingSetInput }))
    .output(z.object({ trainingSetId: z.int(), size: z.int(), hash: z.string().nullable() }))
    .mutation(({ ctx, input }) => createTrainingSet(ctx, input.trainingSet)),
});
