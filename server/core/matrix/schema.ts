import { z } from 'zod';

export const FactorKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,31}$/, 'A factor key starts with a letter and holds a-z, 0-9 and _ only.')
  .refine((key) => key !== 'configuration', '`configuration` is taken.');

export const LevelName = z.string().trim().min(1, 'A level needs a name.').max(120);

export const LevelInput = z.object({
  name: LevelName,
  /** Words for the recorder's instruction; the name where empty. */
  instruction: z.string().trim().max(200).default(''),
  setupNote: z.string().trim().max(500).default(''),
});

export const FactorInput = z.object({
  key: FactorKey,
  name: z.string().trim().min(1).max(60),
  levels: z.array(LevelInput).min(1, 'A factor needs at least one level.').max(2000),
  changeoverWeight: z.number().min(0).max(1000).default(1),
});
export type FactorInput = z.infer<typeof FactorInput>;

/** A partial assignment of levels by factor key, e.g. `{ task: 'pour', environment: 'kitchen' }`. */
export const LevelPattern = z.record(z.string(), LevelName);
export type LevelPattern = z.infer<typeof LevelPattern>;

export const ExclusionInput = z.object({
  levels: LevelPattern.refine((p) => Object.keys(p).length >= 2, 'An exclusion names levels of at least two factors.'),
  reason: z.string().trim().min(3, 'Say in a few words why this combination does not exist.').max(300),
});
export type ExclusionInput = z.infer<typeof ExclusionInput>;

export const SafetyRuleInput = z.object({
  levels: LevelPattern.refine(
    (p) => [1, 2].includes(Object.keys(p).length),
    'A safety rule names one level or a pair.',
  ),
  reason: z.string().trim().min(3, 'Say in a few words what could happen.').max(300),
});
export type SafetyRuleInput = z.infer<typeof SafetyRuleInput>;

export const AddLevelsInput = z.object({ factor: FactorKey, levels: z.array(LevelInput).min(1).max(500) });
export type AddLevelsInput = z.infer<typeof AddLevelsInput>;

/** A vector per level of a factor, e.g. of its picture or description, all of one length: alike levels lie close. */
export const LevelEmbeddingsInput = z.object({
  factor: FactorKey,
  embeddings: z.record(LevelName, z.array(z.number()).min(1).max(4096)).refine((given) => {
    const lengths = Object.values(given).map((vector) => vector.length);
    return lengths.every((length) => length === lengths[0]);
  }, 'Embeddings of one factor have one length.'),
});
export type LevelEmbeddingsInput = z.infer<typeof LevelEmbeddingsInput>;

export const RetireLevelInput = z.object({ levelId: z.int(), retired: z.boolean() });

/** A time of the day, such as 08:30. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written such as 08:30.');

export const EditLevelInput = LevelInput.extend({
  levelId: z.coerce.number().int(),
  /** How many of it there are, where there are few; null for plenty. */
  quantity: z.int().min(1).max(1000).nullable().default(null),
  /** Hours of the day in which it can be recorded; null for always, left out to stay as they are. */
  hours: z.object({ from: TimeOfDay, to: TimeOfDay }).nullable().optional(),
  /** How often it occurs in use, against the other levels of its factor; null where nobody said, left out to stay. */
  deploymentWeight: z.number().min(0).max(1_000_000).nullable().optional(),
});
export type EditLevelInput = z.infer<typeof EditLevelInput>;

const MAX_CARDS = 2000;

const StartWords = z
  .array(z.string().trim().min(1).max(80))
  .max(40)
  .default([])
  .refine((words) => new Set(words).size === words.length, 'The same words stand there twice.');

/** Where recordings with a level start: each combination of a zone, an orientation and distractors is a card. All empty: no cards. */
export const StartTemplateInput = z
  .object({ levelId: z.coerce.number().int(), zones: StartWords, orientations: StartWords, distractors: StartWords })
  .refine(
    (t) => [t.zones, t.orientations, t.distractors].reduce((n, words) => n * Math.max(1, words.length), 1) <= MAX_CARDS,
    'A template makes at most 2,000 cards. Take some words away; nothing was changed.',
  );
export type StartTemplateInput = z.infer<typeof StartTemplateInput>;

export const ReleaseHoldInput = z.object({
  holdId: z.int(),
  reason: z.string().trim().min(10, 'Write down why this configuration may be recorded again.').max(500),
});
export type ReleaseHoldInput = z.infer<typeof ReleaseHoldInput>;

const CONFIGURATION_FILTERS = ['all', 'recorded', 'unrecorded', 'held_back'] as const;
const CONFIGURATION_ORDERS = ['id', 'demonstrations', 'rollouts', 'score', 'spread'] as const;

/** A page of configurations: any of the named levels of each factor that has some, in one order. */
export const ConfigurationPageInput = z.object({
  levelIds: z.array(z.int()).max(500).default([]),
  only: z.enum(CONFIGURATION_FILTERS).default('all'),
  order: z.enum(CONFIGURATION_ORDERS).default('id'),
  descending: z.boolean().default(false),
  page: z.int().min(1).max(20_000).default(1),
});
export type ConfigurationPageInput = z.infer<typeof ConfigurationPageInput>;

/** The largest matrix Rota makes. */
export const MAX_CONFIGURATIONS = 1_000_000;
