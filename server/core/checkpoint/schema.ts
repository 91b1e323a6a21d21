import { z } from 'zod';
import { ARMS } from '../collect/words';
import { CardActions, CardInput, CardOutput } from '../policy/schema';
import { ScoringForm } from '../uncertainty/schema';

/** An ensemble of models, one stochastic model sampled several times, or predictions the team posts itself. */
export const CHECKPOINT_FORMS = ['ensemble', 'stochastic', 'recorded'] as const;
export type CheckpointForm = (typeof CHECKPOINT_FORMS)[number];

/** Members of an ensemble, at least and at most. */
export const MEMBERS = { least: 3, most: 5 } as const;

/** A file that was uploaded, or that lies in the server's import folder. */
export const ModelFile = z.union([
  z.object({ uploadId: z.uuid() }),
  z.object({ importPath: z.string().trim().min(1).max(1000) }),
]);
export type ModelFile = z.infer<typeof ModelFile>;

/** What is already declared of a card; the rest is guessed from the file and the recordings. */
export const CardAnswers = z.object({
  inputs: z.array(CardInput).optional(),
  output: CardOutput.optional(),
  observationHistory: z.int().min(1).max(64).optional(),
  chunkLength: z.int().min(1).max(4096).optional(),
  executedSteps: z.int().min(1).max(4096).optional(),
  samples: z.int().min(1).max(256).optional(),
  actions: CardActions.optional(),
});
export type CardAnswers = z.infer<typeof CardAnswers>;

export const MemberInput = z.object({
  /** The file's name where empty. */
  name: z.string().trim().max(120).default(''),
  file: ModelFile,
  /** Files with the model's weights; those beside a model in the import folder are found by themselves. */
  externalData: z.array(ModelFile).max(64).default([]),
  /** What holds for this member alone; wins over the card of the checkpoint. */
  card: CardAnswers.default({}),
});
export type MemberInput = z.infer<typeof MemberInput>;

const Seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);

/** What a checkpoint was trained on. */
export const TrainingSetInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('existing'), trainingSetId: z.int() }),
  z.object({
    kind: z.literal('episodes'),
    name: z.string().trim().max(120).default(''),
    episodeIds: z.array(z.int()).min(1, 'Name at least one episode.').max(50_000),
    seed: Seed.nullable().default(null),
  }),
  /** All demonstrations that are confirmed now. */
  z.object({
    kind: z.literal('confirmed'),
    name: z.string().trim().max(120).default(''),
    seed: Seed.nullable().default(null),
  }),
  /** The size alone, where the list is not known: enough for the bootstrap rule, not for claims of efficiency. */
  z.object({
    kind: z.literal('declared'),
    name: z.string().trim().max(120).default(''),
    size: z.int().min(0).max(1_000_000),
    seed: Seed.nullable().default(null),
  }),
]);
export type TrainingSetInput = z.infer<typeof TrainingSetInput>;

export const RunInput = z.object({
  name: z.string().trim().min(1, 'A run needs a name.').max(80),
  arm: z.enum(ARMS),
  strategy: z.string().trim().min(1).max(80).default('not stated'),
  seed: Seed.default(0),
});
export type RunInput = z.infer<typeof RunInput>;

export const RegisterCheckpointInput = z.object({
  name: z.string().trim().min(1, 'A checkpoint needs a name.').max(120),
  form: z.enum(CHECKPOINT_FORMS).default('ensemble'),
  runId: z.int().nullable().default(null),
  trainingSet: TrainingSetInput.nullable().default(null),
  members: z.array(MemberInput).max(16).default([]),
  /** What holds for all members; for recorded predictions the actions, chunk length and executed steps. */
  card: CardAnswers.default({}),
  /** Least and greatest value the robot may be asked for, per action dimension. */
  actionLimits: z
    .array(z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, 'A limit rises from low to high.'))
    .nullable()
    .default(null),
  current: z.boolean().default(false),
});
export type RegisterCheckpointInput = z.infer<typeof RegisterCheckpointInput>;
/** What a form or file may leave out. */
export type RegisterCheckpointDraft = z.input<typeof RegisterCheckpointInput>;

export const StartScoringInput = z.object({
  checkpointId: z.coerce.number().int(),
  form: ScoringForm.default(ScoringForm.parse({})),
});
export type StartScoringInput = z.infer<typeof StartScoringInput>;

/** Predictions of a checkpoint on one episode, in a file that was uploaded. */
export const PostPredictionsInput = z.object({
  checkpointId: z.coerce.number().int(),
  episodeId: z.coerce.number().int(),
  uploadId: z.uuid(),
  /** What a figure per step is, for example `token entropy`; needed when the file holds one. */
  measure: z.string().trim().max(80).default(''),
});
export type PostPredictionsInput = z.infer<typeof PostPredictionsInput>;
