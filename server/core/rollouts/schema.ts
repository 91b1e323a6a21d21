import { z } from 'zod';
import { HeldBack } from '../schedule/schema';
import type { FactorCover } from './level-cover';

/** What a plan of probe rollouts goes through: sets of configurations are drawn once, and what was drawn never changes. */
export const PROBE_PLAN_STATES = ['proposed', 'published', 'withdrawn'] as const;

/** Where an evaluation stands: complete once every trial it was planned with is there. */
export const EVALUATION_STATES = ['open', 'complete', 'withdrawn'] as const;
export type EvaluationState = (typeof EVALUATION_STATES)[number];

/** Most rollouts one plan may ask for. */
export const MOST_ROLLOUTS = 5000;

const Seed = z.string().trim().min(1).max(80);
const Percent = z.number().gt(0).max(100);

/** Whether the policy may drive configurations that no policy has driven yet; the program's setting when absent. */
const DriveUnknown = z.boolean().optional();

/** A lead's wish for probe rollouts of a checkpoint. */
export const ProposeProbePlanInput = z.object({
  checkpointId: z.int(),
  /** Percent of the matrix that is driven. */
  sharePercent: Percent.default(15),
  /** Percent of these that are drawn at random; the others are dealt so that every level is driven. */
  randomPercent: z.number().min(0).max(100).default(20),
  /** Rollouts of each configuration. */
  rollouts: z.int().min(1).max(20).default(1),
  seed: Seed.optional(),
  driveUnknown: DriveUnknown,
});
export type ProposeProbePlanInput = z.infer<typeof ProposeProbePlanInput>;

/** What a probe plan was drawn with; the same request on the same matrix draws the same configurations. */
export const ProbePlanRequest = ProposeProbePlanInput.omit({ checkpointId: true }).required();
export type ProbePlanRequest = z.infer<typeof ProbePlanRequest>;

/** Of each level's configurations that may be driven, how many were drawn. */
export const Cover = z.array(
  z.object({
    factor: z.string(),
    levels: z.array(z.object({ level: z.string(), drawn: z.int(), usable: z.int() })),
  }),
) satisfies z.ZodType<FactorCover[]>;

/** What stood around a probe plan when it was drawn. */
export const ProbePlanSummary = z.object({
  /** Configurations of the matrix, and those of them that may be driven. */
  matrix: z.int(),
  usable: z.int(),
  heldBack: HeldBack,
  cover: Cover,
});
export type ProbePlanSummary = z.infer<typeof ProbePlanSummary>;

/** A lead's wish for a panel: so many configurations, dealt over the levels, each with so many starts. */
export const ProposePanelInput = z.object({
  configurations: z.coerce.number().int().min(1).max(5000),
  starts: z.coerce.number().int().min(1).max(50).default(2),
  seed: Seed.default('panel'),
  driveUnknown: DriveUnknown,
});
export type ProposePanelInput = z.infer<typeof ProposePanelInput>;

/** An evaluation that is to be worked off as assignments: a checkpoint and a panel by their names. */
export const StartEvaluationInput = z.object({
  checkpoint: z.string().min(1),
  panel: z.string().min(1),
  note: z.string().trim().max(500).default(''),
  driveUnknown: DriveUnknown,
});
export type StartEvaluationInput = z.infer<typeof StartEvaluationInput>;
