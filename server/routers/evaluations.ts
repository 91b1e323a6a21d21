import { z } from 'zod';
import { evaluationsOf, panelsOf } from '@/db/queries/evaluations';
import { confirmedAtRandom } from '@/db/queries/manifests';
import { ARMS } from '../core/collect/words';
import {
  CreatePanelInput,
  EfficiencyQuestion,
  EvidenceQuestion,
  ManifestRequest,
  PostEvaluationInput,
} from '../core/evaluation/schema';
import { ROLES } from '../core/people/access';
import { EvidenceTerms } from '../core/program/schema';
import { EVALUATION_STATES } from '../core/rollouts/schema';
import { createPanel } from '../services/evaluations/create-panel';
import { efficiency } from '../services/evaluations/efficiency';
import { evidence } from '../services/evaluations/evidence';
import { postEvaluation } from '../services/evaluations/post';
import { setTerms } from '../services/evaluations/set-terms';
import { trainingManifest } from '../services/manifests/training-manifest';
import { program, router } from '../trpc';
import { EfficiencyOutput } from './evaluation-outputs';

const ManifestOutput = z.object({
  size: z.int(),
  seed: z.int(),
  arm: ManifestRequest.shape.arm.unwrap(),
  /** What they are, in words. */
  of: z.string(),
  episodeIds: z.array(z.int()),
  datasets: z.array(
    z.object({ dataset: z.string(), location: z.string(), episodes: z.array(z.int()), command: z.string() }),
  ),
});

/** Successes and trials are those with a known outcome; what is not complete proves nothing yet. */
const EvaluationOutput = z.object({
  id: z.int(),
  checkpointName: z.string(),
  panelName: z.string().nullable(),
  runName: z.string().nullable(),
  arm: z.enum(ARMS).nullable(),
  strategy: z.string().nullable(),
  seed: z.int().nullable(),
  demonstrations: z.int().nullable(),
  successes: z.int(),
  trials: z.int(),
  aggregate: z.boolean(),
  planned: z.int().nullable(),
  state: z.enum(EVALUATION_STATES),
  createdAt: z.date(),
});

export const evaluationsRouter = router({
  efficiency: program(['lead', 'manager', 'engineer'], 'read')
    .input(EfficiencyQuestion)
    .query(({ ctx, input }) => efficiency(ctx, input)),
  /** The same figures for machines, without what only the page draws. */
  figures: program(['lead', 'manager', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/efficiency',
        summary: 'Active against random collection: curves, area, demonstrations saved, whether it pays',
        tags: ['evaluations'],
      },
    })
    .input(EfficiencyQuestion)
    .output(EfficiencyOutput)
    .query(({ ctx, input }) => efficiency(ctx, input)),
  evidence: program(['lead', 'manager', 'engineer'], 'read')
    .input(EvidenceQuestion)
    .query(({ ctx, input }) => evidence(ctx, input)),
  setTerms: program(['lead'], 'plan')
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/programs/{program}/terms',
        summary: 'Set minimum worth, budget, target success, and what a demonstration and a changeover take',
        tags: ['evaluations'],
      },
    })
    .input(EvidenceTerms)
    .output(z.void())
    .mutation(({ ctx, input }) => setTerms(ctx, input)),
  list: program(ROLES, 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/evaluations',
        summary: 'Evaluations with their counts',
        tags: ['evaluations'],
      },
    })
    .output(z.array(EvaluationOutput))
    .query(({ ctx }) => evaluationsOf(ctx.db, ctx.scope, true)),
  panels: program(ROLES, 'read').query(({ ctx }) => panelsOf(ctx.db, ctx.scope)),
  createPanel: program(['lead', 'engineer'], 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/panels',
        summary: 'Freeze a panel of configurations and start states',
        tags: ['evaluations'],
      },
    })
    .input(CreatePanelInput)
    .output(z.object({ panelId: z.int(), starts: z.int() }))
    .mutation(({ ctx, input }) => createPanel(ctx, input)),
  post: program(['lead', 'engineer'], 'data')
    .meta({
      openapi: {
        method: 'POST',
        path: '/programs/{program}/evaluations',
        summary: 'Post the trials (or a bare aggregate) of one checkpoint',
        tags: ['evaluations'],
      },
    })
    .input(PostEvaluationInput)
    .output(z.object({ evaluationId: z.int() }))
    .mutation(({ ctx, input }) => postEvaluation(ctx, input)),
  /** Confirmed demonstrations that were picked at random. */
  atRandom: program(ROLES, 'read').query(({ ctx }) => confirmedAtRandom(ctx.db, ctx.scope)),
  manifest: program(['lead', 'engineer'], 'read')
    .meta({
      openapi: {
        method: 'GET',
        path: '/programs/{program}/manifest',
        summary: 'Demonstrations to train on, of both arms at equal size, with the command',
        tags: ['manifests'],
      },
    })
    .input(ManifestRequest)
    .output(ManifestOutput)
    .query(({ ctx, input }) => trainingManifest(ctx, input)),
});
