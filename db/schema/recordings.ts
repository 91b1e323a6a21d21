import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgEnum, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { EPISODE_KINDS, MATCH_STATES } from '@/server/core/collect/words';
import type { ImportMapping } from '@/server/core/recording/schema';
import type { AttributeValue, Feature, Problem } from '@/server/core/recording/source';
import { createdAt, id, instant, ref } from './columns';
import { configurations } from './matrix';
import { people } from './people';
import { programs, robots, stations } from './programs';

const program = () =>
  ref()
    .notNull()
    .references(() => programs.id, { onDelete: 'cascade' });

export const episodeKind = pgEnum('episode_kind', EPISODE_KINDS);
export const importState = pgEnum('import_state', ['queued', 'running', 'complete', 'partial', 'failed']);

/** Files handed over by browser or API, waiting to be imported. */
export const uploads = pgTable('uploads', {
  id: uuid().primaryKey(),
  programId: program(),
  name: text().notNull(),
  path: text().notNull(),
  bytes: bigint({ mode: 'number' }).notNull(),
  uploadedBy: ref(),
  createdAt: createdAt(),
});

export const datasets = pgTable(
  'datasets',
  {
    id: id(),
    programId: program(),
    name: text().notNull(),
    format: text().notNull(),
    version: text().notNull(),
    /** Where the files lie on the server. */
    location: text().notNull(),
    /** Identity of the source, stable when the folder moves. */
    sourceId: text().notNull(),
    robotType: text(),
    framesPerSecond: integer(),
    features: jsonb().$type<Feature[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('datasets_program_source_key').on(t.programId, t.sourceId)],
);

/** One recorded act of bringing a dataset in: complete, partial with the list of what was left, or not there. */
export const imports = pgTable('imports', {
  id: id(),
  programId: program(),
  datasetId: ref().references(() => datasets.id),
  path: text().notNull(),
  name: text().notNull(),
  state: importState().notNull().default('queued'),
  mapping: jsonb().$type<ImportMapping>().notNull(),
  episodesTotal: integer().notNull().default(0),
  episodesDone: integer().notNull().default(0),
  episodesAdded: integer().notNull().default(0),
  episodesKnown: integer().notNull().default(0),
  framesTotal: integer().notNull().default(0),
  left: jsonb().$type<Problem[]>().notNull().default([]),
  warnings: jsonb().$type<Problem[]>().notNull().default([]),
  error: text(),
  startedBy: ref(),
  createdAt: createdAt(),
  finishedAt: instant(),
});

export const episodes = pgTable(
  'episodes',
  {
    id: id(),
    programId: program(),
    datasetId: ref()
      .notNull()
      .references(() => datasets.id),
    importId: ref()
      .notNull()
      .references(() => imports.id),
    sourceIndex: integer().notNull(),
    kind: episodeKind().notNull(),
    configurationId: ref().references(() => configurations.id),
    frames: integer().notNull(),
    durationMs: integer(),
    taskText: text().notNull().default(''),
    attributes: jsonb().$type<Record<string, AttributeValue>>().notNull().default({}),
    robotId: ref().references(() => robots.id),
    stationId: ref().references(() => stations.id),
    operatorId: ref().references(() => people.id),
    /** The policy that drove it; null for a person. */
    checkpointId: ref(),
    /** The logged attempt this episode was matched with. */
    attemptId: uuid(),
    /** Why it was picked, as far as known; only `random` may feed the random arm. */
    pickKind: text(),
    /** SHA-256 over source id, original index, length and the hash of the action and state columns. */
    fingerprint: text().notNull(),
    /** SHA-256 of the action and state columns alone. */
    contentHash: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique('episodes_fingerprint_key').on(t.programId, t.fingerprint),
    unique('episodes_id_kind_key').on(t.id, t.kind),
    index('episodes_configuration_idx').on(t.configurationId, t.kind),
    index('episodes_dataset_idx').on(t.datasetId),
    index('episodes_attempt_idx').on(t.attemptId),
    check('episodes_frames', sql`${t.frames} >= 0`),
  ],
);

/** What somebody or something said about an episode. The outcome shown is derived from these rows. */
export const judgements = pgTable(
  'judgements',
  {
    id: id(),
    programId: program(),
    episodeId: ref()
      .notNull()
      .references(() => episodes.id, { onDelete: 'cascade' }),
    /** `person`, `attempt`, `import` or `rule`, in falling order of authority. */
    judge: text().notNull(),
    personId: ref().references(() => people.id),
    /** `outcome`, `failure_mode`, `excluded`, `quality`. */
    kind: text().notNull(),
    value: text().notNull(),
    source: text().notNull().default(''),
    at: createdAt(),
  },
  (t) => [
    index('judgements_episode_idx').on(t.episodeId, t.kind),
    index('judgements_failure_mode_idx').on(t.programId, t.id).where(sql`${t.kind} = 'failure_mode'`),
  ],
);

export const matchState = pgEnum('match_state', MATCH_STATES);

/** A pair of an episode and an attempt that is not certain: a person confirms or refuses it. */
export const matchProposals = pgTable('match_proposals', {
  id: id(),
  programId: program(),
  importId: ref()
    .notNull()
    .references(() => imports.id),
  episodeId: ref()
    .notNull()
    .unique()
    .references(() => episodes.id, { onDelete: 'cascade' }),
  attemptId: uuid().notNull(),
  why: text().notNull(),
  state: matchState().notNull().default('proposed'),
  decidedBy: ref().references(() => people.id),
  decidedAt: instant(),
  createdAt: createdAt(),
});
