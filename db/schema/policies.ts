import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { ARMS } from '@/server/core/collect/words';
import type { PolicyCard } from '@/server/core/policy/schema';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import { createdAt, id, instant, ref } from './columns';
import { configurations } from './matrix';
import { actionSpaces, artifacts, programs } from './programs';
import { episodeKind, episodes } from './recordings';

const program = () =>
  ref()
    .notNull()
    .references(() => programs.id, { onDelete: 'cascade' });

export const arm = pgEnum('arm', ARMS);
export const checkpointForm = pgEnum('checkpoint_form', ['ensemble', 'stochastic', 'recorded']);
export const scoringState = pgEnum('scoring_state', ['queued', 'running', 'done', 'failed', 'cancelled']);

/** One lineage of checkpoints. */
export const runs = pgTable(
  'runs',
  {
    id: id(),
    programId: program(),
    name: text().notNull(),
    arm: arm().notNull(),
    strategy: text().notNull(),
    seed: integer().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('runs_program_name_key').on(t.programId, t.name)],
);

/** The frozen list a checkpoint was trained on. `size` counts demonstrations; the list may be missing when only the size was declared. */
export const trainingSets = pgTable(
  'training_sets',
  {
    id: id(),
    programId: program(),
    name: text().notNull(),
    size: integer().notNull(),
    seed: integer(),
    /** SHA-256 of the sorted fingerprints, or of what else tells its recordings apart; null when the size was declared without a list. */
    hash: text(),
    /** Levels swapped between its recordings where these are not in the store; null where nobody kept count, and where they are. */
    changeovers: integer(),
    createdAt: createdAt(),
  },
  (t) => [check('training_sets_size', sql`${t.size} >= 0`)],
);

export const trainingSetEpisodes = pgTable(
  'training_set_episodes',
  {
    trainingSetId: ref()
      .notNull()
      .references(() => trainingSets.id, { onDelete: 'cascade' }),
    episodeId: ref().notNull(),
    episodeKind: episodeKind().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trainingSetId, t.episodeId] }),
    foreignKey({
      name: 'training_set_episodes_episode_fk',
      columns: [t.episodeId, t.episodeKind],
      foreignColumns: [episodes.id, episodes.kind],
    }),
    check('training_never_on_trials', sql`${t.episodeKind} <> 'evaluation_trial'`),
  ],
);

/** How often each configuration is in a training set whose recordings are not in the store. */
export const trainingSetCounts = pgTable(
  'training_set_counts',
  {
    trainingSetId: ref()
      .notNull()
      .references(() => trainingSets.id, { onDelete: 'cascade' }),
    configurationId: ref()
      .notNull()
      .references(() => configurations.id, { onDelete: 'cascade' }),
    demonstrations: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.trainingSetId, t.configurationId] }),
    check('training_set_counts_positive', sql`${t.demonstrations} > 0`),
  ],
);

export const checkpoints = pgTable(
  'checkpoints',
  {
    id: id(),
    programId: program(),
    runId: ref().references(() => runs.id),
    name: text().notNull(),
    form: checkpointForm().notNull(),
    trainingSetId: ref().references(() => trainingSets.id),
    actionSpaceId: ref().references(() => actionSpaces.id),
    chunkLength: integer().notNull(),
    executedSteps: integer().notNull(),
    actionDims: integer().notNull(),
    /** Per dimension [low, high] of what the robot may be asked for; null where none was declared. */
    actionLimits: jsonb().$type<[number, number][]>(),
    isCurrent: boolean().notNull().default(false),
    createdAt: createdAt(),
    createdBy: ref(),
  },
  (t) => [
    unique('checkpoints_program_name_key').on(t.programId, t.name),
    uniqueIndex('checkpoints_one_current').on(t.programId).where(sql`${t.isCurrent}`),
  ],
);

export const members = pgTable(
  'members',
  {
    id: id(),
    checkpointId: ref()
      .notNull()
      .references(() => checkpoints.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    name: text().notNull(),
    /** The ONNX file; its key is the member's hash. */
    artifactKey: text()
      .notNull()
      .references(() => artifacts.key),
    /** External weights by the file name the graph asks for. */
    externalData: jsonb().$type<Record<string, string>>().notNull().default({}),
    card: jsonb().$type<PolicyCard>().notNull(),
  },
  (t) => [unique('members_position_key').on(t.checkpointId, t.position)],
);

/** A frozen per-dimension scale. Scores are comparable only under one version. */
export const scales = pgTable(
  'scales',
  {
    id: id(),
    programId: program(),
    actionSpaceId: ref().references(() => actionSpaces.id),
    version: integer().notNull(),
    deviations: doublePrecision().array().notNull(),
    /** Where it comes from, in words. */
    source: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('scales_program_version_key').on(t.programId, t.version)],
);

/** Cached per-step, per-dimension moments of predictions, under everything they depend on. */
export const moments = pgTable(
  'moments',
  {
    key: text().notNull(),
    programId: program(),
    episodeId: ref()
      .notNull()
      .references(() => episodes.id, { onDelete: 'cascade' }),
    checkpointId: ref().notNull(),
    artifactKey: text()
      .notNull()
      .references(() => artifacts.key),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.programId, t.key] }),
    index('moments_checkpoint_idx').on(t.checkpointId, t.episodeId),
  ],
);

/** The mean of an episode's embedding over its frames, by feature: its recording is read for it once. */
export const episodeEmbeddings = pgTable(
  'episode_embeddings',
  {
    episodeId: ref()
      .notNull()
      .references(() => episodes.id, { onDelete: 'cascade' }),
    feature: text().notNull(),
    mean: doublePrecision().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.episodeId, t.feature] })],
);

export const scoringRuns = pgTable(
  'scoring_runs',
  {
    id: id(),
    programId: program(),
    checkpointId: ref()
      .notNull()
      .references(() => checkpoints.id),
    scaleId: ref().references(() => scales.id),
    form: jsonb().$type<ScoringForm>().notNull(),
    state: scoringState().notNull().default('queued'),
    episodesTotal: integer().notNull().default(0),
    episodesDone: integer().notNull().default(0),
    framesTotal: integer().notNull().default(0),
    framesDone: integer().notNull().default(0),
    /** Frames that were computed rather than taken from the cache, and the time that took. */
    framesComputed: integer().notNull().default(0),
    computeMs: bigint({ mode: 'number' }).notNull().default(0),
    /** Interpolated mean and spread of every configuration, in id order. */
    interpolationKey: text().references(() => artifacts.key),
    interpolation: jsonb().$type<InterpolationSummary>(),
    /** Aggregates per pair of levels, so that a heat map never reads the whole matrix. */
    pairs: jsonb().$type<PairAggregate[]>(),
    /** The signal that the score is made of, e.g. `disagreement` or `sample spread`; null before any was scored. */
    measure: text(),
    /** Conformal quantile of disagreement on successful rollouts; null without enough of them. */
    threshold: real(),
    error: text(),
    startedBy: ref(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [index('scoring_runs_program_idx').on(t.programId, t.id)],
);

/** How far the interpolation can be trusted. */
export interface InterpolationSummary {
  configurations: number;
  measured: number;
  informative: boolean;
  looR2: number | null;
  looCoverage: number | null;
  hyper: Record<string, number>;
}

/** Mean over the configurations that share two levels. */
export interface PairAggregate {
  levelA: number;
  levelB: number;
  configurations: number;
  measured: number;
  mean: number;
  sd: number;
}

/** Disagreement of one rollout. Null figures mean unknown, never zero. */
export const scores = pgTable(
  'scores',
  {
    scoringRunId: ref()
      .notNull()
      .references(() => scoringRuns.id, { onDelete: 'cascade' }),
    episodeId: ref().notNull(),
    episodeKind: episodeKind().notNull(),
    configurationId: ref().references(() => configurations.id),
    steps: integer().notNull(),
    mean: doublePrecision(),
    p95: doublePrecision(),
    windowMax: doublePrecision(),
    max: doublePrecision(),
    firstStep: doublePrecision(),
    /** Mean over the steps of every signal there is, by name: disagreement, sample spread, entropies, what a team posts. */
    signals: jsonb().$type<Record<string, number>>().notNull().default({}),
    /** Largest share of steps beyond an action limit over dimensions, 0 to 1; null without limits. */
    beyondLimits: real(),
    beyondDimension: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.scoringRunId, t.episodeId] }),
    foreignKey({
      name: 'scores_episode_fk',
      columns: [t.episodeId, t.episodeKind],
      foreignColumns: [episodes.id, episodes.kind],
    }),
    check('scoring_never_on_trials', sql`${t.episodeKind} <> 'evaluation_trial'`),
  ],
);

/** Measured score of a configuration: rollouts averaged with shrinkage. */
export const configurationScores = pgTable(
  'configuration_scores',
  {
    scoringRunId: ref()
      .notNull()
      .references(() => scoringRuns.id, { onDelete: 'cascade' }),
    configurationId: ref()
      .notNull()
      .references(() => configurations.id, { onDelete: 'cascade' }),
    rollouts: integer().notNull(),
    successes: integer().notNull(),
    judged: integer().notNull(),
    rawMean: doublePrecision().notNull(),
    mean: doublePrecision().notNull(),
    sd: doublePrecision().notNull(),
    windowMax: doublePrecision().notNull(),
    /** Variance of the log scores of repeated rollouts; null with a single one. */
    repeatVariance: doublePrecision(),
  },
  (t) => [primaryKey({ columns: [t.scoringRunId, t.configurationId] })],
);
