import { z } from 'zod';
import { Cover, PROBE_PLAN_STATES, ProbePlanRequest, ProbePlanSummary } from '../core/rollouts/schema';
import { HeldBack } from '../core/schedule/schema';

const Progress = z.object({
  assignments: z.int(),
  wanted: z.int(),
  logged: z.int(),
  confirmed: z.int(),
  blocked: z.int(),
});

/** A plan of probe rollouts: what was drawn, the first `atRandom` at random, how it covers each level, and how far it is. */
export const ProbePlanOutput = z.object({
  id: z.int(),
  checkpointId: z.int(),
  checkpointName: z.string(),
  state: z.enum(PROBE_PLAN_STATES),
  request: ProbePlanRequest,
  summary: ProbePlanSummary,
  configurations: z.int(),
  configurationIds: z.array(z.int()),
  atRandom: z.int(),
  createdAt: z.date(),
  publishedAt: z.date().nullable(),
  /** The proposal for the same checkpoint that took the place of this one, which nobody had published. */
  replacedBy: z.int().nullable(),
  progress: Progress,
});

/** Starts in the shape that freezes a panel, and how their configurations cover the matrix. */
export const PanelProposalOutput = z.object({
  matrix: z.int(),
  usable: z.int(),
  heldBack: HeldBack,
  cover: Cover,
  /** Configurations whose starts state nothing, as no start template fits them. */
  withoutTemplate: z.int(),
  /** The levels of their first factor, where a start template would fit them. */
  levelsWithoutTemplate: z.array(z.object({ id: z.int(), name: z.string() })),
  starts: z.array(z.object({ levels: z.record(z.string(), z.string()), start: z.record(z.string(), z.string()) })),
});
