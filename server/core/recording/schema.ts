import { z } from 'zod';
import { EPISODE_KINDS } from '../collect/words';
import { FactorKey, LevelName } from '../matrix/schema';
import { OUTCOMES } from './outcome';

/** Edges of numeric bins, rising; bin i is [edge i, edge i+1), the last closed. `levels` has one name fewer than edges. */
export const NumericBins = z
  .object({ edges: z.array(z.number()).min(2).max(101), levels: z.array(LevelName).min(1).max(100) })
  .refine((bins) => bins.levels.length === bins.edges.length - 1, 'Bins need one more edge than levels.')
  .refine((bins) => bins.edges.every((edge, i) => i === 0 || edge > bins.edges[i - 1]), 'Edges of bins must rise.');
export type NumericBins = z.infer<typeof NumericBins>;

const LevelByValue = z.record(z.string(), LevelName);

/** How the level of one factor is read off an episode. */
export const FactorRule = z.discriminatedUnion('by', [
  z.object({ by: z.literal('task'), levels: LevelByValue }),
  z.object({ by: z.literal('attribute'), name: z.string().min(1), levels: LevelByValue }),
  z.object({ by: z.literal('attribute-bins'), name: z.string().min(1), bins: NumericBins }),
  z.object({ by: z.literal('column'), name: z.string().min(1), levels: LevelByValue }),
  z.object({ by: z.literal('constant'), level: LevelName }),
  /** Level by episode index, as read from a CSV of `episode_index, level…`. */
  z.object({ by: z.literal('list'), levels: LevelByValue }),
]);
export type FactorRule = z.infer<typeof FactorRule>;

/** Where outcomes come from: as the recording says, one declared for all, or a list by episode index. */
export const OutcomeSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('recording') }),
  z.object({ from: z.literal('declared'), outcome: z.enum(OUTCOMES) }),
  z.object({ from: z.literal('list'), outcomes: z.record(z.string(), z.enum(OUTCOMES)) }),
]);
export type OutcomeSource = z.infer<typeof OutcomeSource>;

/** What an import does with a recording. Evaluation trials are recorded on their panel and never imported. */
export const ImportMapping = z
  .object({
    kind: z.enum(['demonstration', 'probe_rollout'], 'Evaluation trials are recorded on their panel, not imported.'),
    /** The policy that drove; may be left open for policy-driven episodes whose checkpoint is not registered. */
    checkpointId: z.int().nullable().default(null),
    robotId: z.int().nullable().default(null),
    operatorId: z.int().nullable().default(null),
    stationId: z.int().nullable().default(null),
    outcome: OutcomeSource.default({ from: 'recording' }),
    factors: z.record(FactorKey, FactorRule),
  })
  .refine((mapping) => mapping.kind === 'probe_rollout' || mapping.checkpointId === null, {
    path: ['checkpointId'],
    message: 'Only policy-driven episodes have an acting checkpoint; a demonstration is driven by a person.',
  });
export type ImportMapping = z.infer<typeof ImportMapping>;

/** What is imported: a file uploaded to this program, or a path below the server's import folder. */
export const ImportSource = z.discriminatedUnion('from', [
  z.object({ from: z.literal('upload'), uploadId: z.uuid() }),
  z.object({ from: z.literal('folder'), path: z.string().trim().min(1).max(1000) }),
]);
export type ImportSource = z.infer<typeof ImportSource>;

/** A dry run; `columns` names per-frame columns whose values by episode are wanted too. */
export const InspectImportInput = z.object({
  source: ImportSource,
  columns: z.array(z.string().min(1)).max(20).default([]),
});
export type InspectImportInput = z.infer<typeof InspectImportInput>;

export const PreviewImportInput = z.object({ source: ImportSource, mapping: ImportMapping });
export type PreviewImportInput = z.infer<typeof PreviewImportInput>;

/** An import under a mapping that a person confirmed; with `createLevels`, levels it names are added to the matrix first. */
export const StartImportInput = PreviewImportInput.extend({ createLevels: z.boolean().default(false) });
export type StartImportInput = z.infer<typeof StartImportInput>;

/** A page of episodes, newest first; every filter is optional. */
export const EpisodePageInput = z.object({
  kind: z.enum(EPISODE_KINDS).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  configurationId: z.int().optional(),
  datasetId: z.int().optional(),
  importId: z.int().optional(),
  mapped: z.boolean().optional(),
  page: z.int().min(1).max(100_000).default(1),
});
export type EpisodePageInput = z.infer<typeof EpisodePageInput>;

/** What a person says about an episode: how it ended and, after a failure, what went wrong; or whether it is taken out of use. */
export const JudgeEpisodeInput = z
  .object({
    episodeId: z.int(),
    outcome: z.enum(OUTCOMES).optional(),
    failureMode: z.string().trim().min(1).max(80).optional(),
    excluded: z.boolean().optional(),
    reason: z.string().trim().max(500).default(''),
  })
  .refine(({ outcome, excluded }) => outcome !== undefined || excluded !== undefined, {
    path: ['outcome'],
    message: 'Say how the episode ended, or whether it is excluded.',
  })
  .refine(({ outcome, failureMode }) => outcome === 'failure' || failureMode === undefined, {
    path: ['failureMode'],
    message: 'Only a failure has a failure mode.',
  });
export type JudgeEpisodeInput = z.infer<typeof JudgeEpisodeInput>;

/** Judgements of an episode that the one who made them takes back. */
export const TakeBackInput = z.object({ episodeId: z.int(), judgementIds: z.array(z.int()).min(1).max(10) });
export type TakeBackInput = z.infer<typeof TakeBackInput>;
