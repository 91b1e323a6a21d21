import { z } from 'zod';
import { StrategyName } from '../schedule/schema';

export const PHYSICS = ['light', 'mujoco'] as const;
/** Of what the default caps, at 20 % of a batch, need a batch to be a multiple. */
const CAPPED_STEP = 5;

const noTwins = (list: readonly unknown[]) => new Set(list).size === list.length;

/** What is tried in the simulated lab: one arm for each strategy and seed. Counts are demonstrations; arms of one seed are paired. */
export const Experiment = z
  .object({
    /** `flat`, `het`, `pocket`, `skew` or `random:SEED`, each also with `+noise` or `+two-way`. */
    design: z.string().trim().min(1, 'An experiment needs a design.').max(40),
    strategies: z
      .array(StrategyName)
      .min(1, 'Choose at least one strategy.')
      .refine(noTwins, 'A strategy is named twice.')
      .readonly(),
    seeds: z
      .array(
        z
          .int()
          .min(0)
          .max(2 ** 31 - 1),
      )
      .min(1, 'An experiment needs at least one seed.')
      .max(50, 'An experiment has at most 50 seeds.')
      .refine(noTwins, 'A seed is named twice.')
      .readonly(),
    physics: z.enum(PHYSICS).default('light'),
    rounds: z.int().min(1).max(20).default(5),
    /** Random demonstrations before the first training. */
    initial: z.int().min(1).max(1000).default(60),
    /** Demonstrations of each round. */
    perRound: z.int().min(1).max(200).default(20),
    /** Evaluation trials of each configuration. */
    trials: z.int().min(1).max(10).default(2),
    /** Under the caps of a new program, or under none. */
    capped: z.boolean().default(true),
    /** Training steps of each checkpoint. */
    trainingSteps: z.int().min(1).max(20_000).default(2000),
  })
  .refine(({ capped, perRound }) => !capped || perRound % CAPPED_STEP === 0, {
    message: `Under the default caps a round is a multiple of ${CAPPED_STEP} demonstrations.`,
    path: ['perRound'],
  });
export type Experiment = z.output<typeof Experiment>;
/** What a form may leave out. */
export type ExperimentDraft = z.input<typeof Experiment>;
