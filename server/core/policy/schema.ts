import { z } from 'zod';

const numbers = z.array(z.number()).min(1);

/**
 * How raw values become the graph's values and back. Statistics have one entry per dimension (per channel for
 * images), or a single one for all.
 */
export const Normalisation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('mean_std'), mean: numbers, std: z.array(z.number().min(0)).min(1) }),
  z.object({ kind: z.literal('min_max'), min: numbers, max: numbers }),
]);
export type Normalisation = z.infer<typeof Normalisation>;

/** Where the values of one graph input come from. */
export const InputSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('feature'),
    /** Name of the recorded feature. */
    feature: z.string().min(1),
    /** Takes dimensions [from, to) of a vector only. */
    slice: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
    /** Multiplies recorded values before normalisation: 1/255 for 8-bit images that the graph wants in 0..1. */
    scale: z.number().positive().default(1),
  }),
  /** Standard normal noise, the same for all members. */
  z.object({ kind: z.literal('noise') }),
  /**
   * Dropout of one pass, the same over a whole rollout: a seed for integer inputs, else a mask that keeps this share
   * of units (Gal & Ghahramani 2016). The card's samples are the passes.
   */
  z.object({ kind: z.literal('dropout'), keep: z.number().gt(0).max(1).default(0.9) }),
  z.object({ kind: z.literal('constant'), value: z.number() }),
  /** The index of the frame in its episode, from 0. */
  z.object({ kind: z.literal('step') }),
]);
export type InputSource = z.infer<typeof InputSource>;

/** A tensor as the file declares it: a name stands for a dimension that is free. The first dimension is the batch. */
export const TensorSpec = z.object({
  name: z.string().min(1),
  dtype: z.string().min(1),
  shape: z.array(z.union([z.int().min(0), z.string()])),
});
export type TensorSpec = z.infer<typeof TensorSpec>;

export const CardInput = TensorSpec.extend({
  source: InputSource,
  normalisation: Normalisation.default({ kind: 'none' }),
});
export type CardInput = z.infer<typeof CardInput>;

export const CardOutput = z.object({
  name: z.string().min(1),
  /** How the graph's actions were normalised; `none` = already un-normalised. */
  normalisation: Normalisation.default({ kind: 'none' }),
  /** First row of the chunk that the robot executes; above 0 where the chunk begins in the past. */
  firstStep: z.int().min(0).default(0),
});
export type CardOutput = z.infer<typeof CardOutput>;

/** What one action dimension is; dimensions of different kinds are never mixed. */
export const CardAction = z.object({
  name: z.string().min(1),
  unit: z.string().default(''),
  kind: z.enum(['position', 'rotation', 'gripper']).default('position'),
  /**
   * A rotation that comes back to itself: an angle (in degrees where the unit says so, else radians), or one of the
   * four components of a quaternion, which follow one another. Others, such as axis-angle and 6D, are compared as they are.
   */
  wraps: z.enum(['angle', 'quaternion']).optional(),
});
export type CardAction = z.infer<typeof CardAction>;

/** All action dimensions of a card. */
export const CardActions = z
  .array(CardAction)
  .min(1, 'Name the action dimensions.')
  .superRefine((actions, context) => {
    const refuse = (d: number, message: string) => context.addIssue({ code: 'custom', message, path: [d, 'wraps'] });
    let inQuaternion = 0;
    for (const [d, { name, kind, wraps }] of actions.entries()) {
      if (wraps && kind !== 'rotation') refuse(d, `Only a rotation comes back to itself, and "${name}" is a ${kind}.`);
      if (wraps === 'quaternion') inQuaternion++;
      if (wraps !== 'quaternion' || d === actions.length - 1) {
        if (inQuaternion % 4 !== 0)
          refuse(
            d,
            `A quaternion has four components one after another, and up to "${name}" there ${inQuaternion === 1 ? 'is 1' : `are ${inQuaternion}`}.`,
          );
        inQuaternion = 0;
      }
    }
  });

const lengthsOf = (n: Normalisation) =>
  n.kind === 'mean_std' ? [n.mean.length, n.std.length] : n.kind === 'min_max' ? [n.min.length, n.max.length] : [];

/** All that is needed to run one member on a recording and to compare its actions with those of the others. */
export const PolicyCard = z
  .object({
    inputs: z.array(CardInput).min(1, 'A policy needs at least one input.'),
    output: CardOutput,
    /** Frames of history the policy sees, the current one included. */
    observationHistory: z.int().min(1).max(64).default(1),
    /** Rows of a predicted chunk. */
    chunkLength: z.int().min(1).max(4096),
    /** Rows of a chunk the robot executes before it asks again; only these are compared. */
    executedSteps: z.int().min(1).max(4096),
    /** Draws per observation; above 1 only for stochastic policies. */
    samples: z.int().min(1).max(256).default(1),
    actions: CardActions,
  })
  .superRefine((card, context) => {
    const refuse = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path });
    if (card.output.firstStep + card.executedSteps > card.chunkLength)
      refuse(
        `The robot cannot execute ${card.executedSteps} steps from row ${card.output.firstStep} of a chunk of ${card.chunkLength}.`,
        'executedSteps',
      );
    const ofOutput = lengthsOf(card.output.normalisation);
    if (ofOutput.some((n) => n !== 1 && n !== card.actions.length))
      refuse(
        `The output statistics have ${ofOutput.join(' and ')} entries for ${card.actions.length} action dimensions.`,
        'output',
        'normalisation',
      );
    for (const [i, input] of card.inputs.entries()) {
      const lengths = lengthsOf(input.normalisation);
      if (lengths.length === 2 && lengths[0] !== lengths[1])
        refuse(
          `The statistics of input "${input.name}" have ${lengths.join(' and ')} entries.`,
          'inputs',
          i,
          'normalisation',
        );
      if (input.source.kind === 'feature' && input.source.slice && input.source.slice[0] >= input.source.slice[1])
        refuse(`The slice of input "${input.name}" is empty.`, 'inputs', i, 'source', 'slice');
    }
  });
export type PolicyCard = z.infer<typeof PolicyCard>;
/** What a form or file may leave out. */
export type PolicyCardDraft = z.input<typeof PolicyCard>;
