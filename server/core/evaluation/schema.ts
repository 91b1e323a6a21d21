import { z } from 'zod';
import { LevelPattern } from '../matrix/schema';
import { OUTCOMES } from '../recording/outcome';
import { AXES } from './axis';

export const CreatePanelInput = z.object({
  name: z.string().trim().min(1).max(80),
  /** Configurations and start states, in the order trials refer to them. */
  starts: z
    .array(z.object({ levels: LevelPattern, start: z.record(z.string(), z.json()).default({}) }))
    .min(1, 'A panel needs at least one start.')
    .max(20_000),
});
export type CreatePanelInput = z.infer<typeof CreatePanelInput>;

const Trial = z
  .object({
    /** Position on the panel, from 0. */
    start: z.int().min(0),
    outcome: z.enum(OUTCOMES),
    failureMode: z.string().trim().max(80).optional(),
    evaluator: z.string().trim().max(80).default(''),
    recordedAt: z.coerce.date().optional(),
  })
  .refine((t) => t.outcome === 'failure' || t.failureMode === undefined, {
    message: 'Only a failure has a failure mode.',
    path: ['failureMode'],
  });

export const PostEvaluationInput = z
  .object({
    /** Name of the checkpoint. */
    checkpoint: z.string().min(1),
    /** Name of the panel; needed with trials. */
    panel: z.string().min(1).optional(),
    trials: z.array(Trial).min(1).max(20_000).optional(),
    /** Bare counts where no trials were kept: drawn and marked, never used for paired statistics. */
    aggregate: z
      .object({ successes: z.int().min(0), trials: z.int().min(1) })
      .refine((a) => a.successes <= a.trials, 'More successes than trials.')
      .optional(),
    note: z.string().trim().max(500).default(''),
  })
  .refine((e) => (e.trials === undefined) !== (e.aggregate === undefined), 'Send either trials or an aggregate.')
  .refine((e) => e.trials === undefined || e.panel !== undefined, 'Trials need the panel they were run on.');
export type PostEvaluationInput = z.infer<typeof PostEvaluationInput>;

/** Everything collected, the training set of a checkpoint, or the random arm; at the size and seed of a checkpoint where one is named. */
export const ManifestRequest = z.object({
  arm: z.enum(['all', 'active', 'random']).default('all'),
  checkpoint: z.string().min(1).optional(),
  /** At most this many, drawn with the seed; the checkpoint's size, else all, when absent. */
  size: z.coerce.number().int().min(1).optional(),
  seed: z.coerce.number().int().optional(),
});
export type ManifestRequest = z.infer<typeof ManifestRequest>;

/** What the efficiency page asks: panel and strategy (each the one with most in it when absent), axis, and a target to compare the way to. */
export const EfficiencyQuestion = z.object({
  panelId: z.coerce.number().int().optional(),
  strategy: z.string().max(80).optional(),
  axis: z.enum(AXES).default('demonstrations'),
  /** Strategy that the table of strategies is held against; random when absent. */
  against: z.string().max(80).optional(),
  /** A success rate; the program's own when absent. */
  target: z.coerce.number().gt(0).lt(1).optional(),
});
export type EfficiencyQuestion = z.infer<typeof EfficiencyQuestion>;

/** What stands beside the curves is asked for by the same panel and strategy. */
export const EvidenceQuestion = EfficiencyQuestion.pick({ panelId: true, strategy: true });
export type EvidenceQuestion = z.infer<typeof EvidenceQuestion>;
