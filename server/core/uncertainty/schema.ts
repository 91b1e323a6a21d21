import { z } from 'zod';

/** How the spread of the members' chunks becomes one number per step. */
export const DisagreementForm = z.enum(['rms', 'variance', 'pairwise']);
export type DisagreementForm = z.infer<typeof DisagreementForm>;

/** Which aggregate over a rollout's steps is its score. */
export const RolloutStatistic = z.enum(['mean', 'p95', 'windowMax', 'max']);
export type RolloutStatistic = z.infer<typeof RolloutStatistic>;

/** How disagreement is measured and aggregated. Scores of different settings are never compared. */
export const ScoringForm = z.object({
  form: DisagreementForm.default('rms'),
  /** Executed steps of a chunk that are compared; null takes the checkpoint card's. */
  horizon: z.int().min(1).max(1000).nullable().default(null),
  /** Steps of the sliding window. */
  window: z.int().min(1).max(10_000).default(10),
  /** `frozen` divides by the program's scale, `off` compares the actions as they are. */
  scaling: z.enum(['frozen', 'off']).default('frozen'),
  /** The aggregate that ranks configurations. */
  statistic: RolloutStatistic.default('mean'),
});
export type ScoringForm = z.infer<typeof ScoringForm>;
