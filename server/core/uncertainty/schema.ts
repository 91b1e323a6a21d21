import { z } from 'zod';

/** How the spread of the members' chunks becomes one number per step. */
export const DisagreementForm = z.enum(['rms', 'variance', 'pairwise']);
export type DisagreementForm = z.infer<typeof DisagreementForm>;

/** Which aggregate over a rollout's steps is its score. */
export const RolloutStatistic = z.enum(['mean', 'p95', 'windowMax', 'max']);
export type RolloutStatistic = z.infer<typeof RolloutStatistic>;

/** Name of a signal: a figure per decision step, such as "disagreement", "token entropy" or one the team posts. */
const SignalName = z.string().trim().min(1).max(80);

/** A step counts only where the signal is above one bound and below the other. */
export const SignalCondition = z
  .object({
    signal: SignalName,
    above: z.number().nullable().default(null),
    below: z.number().nullable().default(null),
  })
  .refine(({ above, below }) => above !== null || below !== null, 'A condition needs a bound.');
export type SignalCondition = z.infer<typeof SignalCondition>;

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
  /** Signals whose weighted sum is the score of a step, e.g. one per task; none takes the checkpoint's main signal. */
  signals: z
    .array(z.object({ signal: SignalName, weight: z.number().positive().default(1) }))
    .max(16)
    .default([]),
  /** All must hold, or the step counts as 0: "point-cloud entropy above 0.8 and RGB entropy below 0.5". */
  only: z.array(SignalCondition).max(8).default([]),
});
export type ScoringForm = z.infer<typeof ScoringForm>;
