import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, real, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import type { AttributeValue } from '@/server/core/recording/source';
import { createdAt, id, instant, ref } from './columns';
import { programs } from './programs';

const program = () =>
  ref()
    .notNull()
    .references(() => programs.id, { onDelete: 'cascade' });

export const factors = pgTable(
  'factors',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    programId: program(),
    key: text().notNull(),
    name: text().notNull(),
    /** Place of this factor's level in `configurations.level_ids`. */
    position: integer().notNull(),
    /** Relative cost of changing this factor between two set-ups. */
    changeoverWeight: real().notNull().default(1),
  },
  (t) => [
    unique('factors_program_key_key').on(t.programId, t.key),
    unique('factors_program_position_key').on(t.programId, t.position),
  ],
);

export const levels = pgTable(
  'levels',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    programId: program(),
    factorId: integer()
      .notNull()
      .references(() => factors.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    position: integer().notNull(),
    /** Words for the recorder's instruction, e.g. "pour the milk"; the name where empty. */
    instruction: text().notNull().default(''),
    setupNote: text().notNull().default(''),
    picture: text(),
    embedding: real().array(),
    attributes: jsonb().$type<Record<string, AttributeValue>>().notNull().default({}),
    /** How many of it there are, where there are few: no more places use it at once. Null for plenty. */
    quantity: integer(),
    /** Hours of the day in which it can be recorded, in local minutes after midnight, e.g. daylight; null for always. */
    hoursFrom: integer(),
    hoursTo: integer(),
    /** How often it occurs where the policy is used, against other levels of its factor; null where nobody said. */
    deploymentWeight: real(),
    retiredAt: instant(),
  },
  (t) => [
    uniqueIndex('levels_factor_name_key').on(t.factorId, sql`lower(${t.name})`),
    check('levels_quantity', sql`${t.quantity} >= 1`),
    check('levels_hours', sql`(${t.hoursFrom} is null) = (${t.hoursTo} is null)`),
    check('levels_deployment_weight', sql`${t.deploymentWeight} >= 0`),
  ],
);

/** Where recordings with this level start: every combination is a card. Changed ones are new rows, so that old attempts keep theirs. */
export const startTemplates = pgTable(
  'start_templates',
  {
    id: id(),
    programId: program(),
    levelId: integer()
      .notNull()
      .references(() => levels.id, { onDelete: 'cascade' }),
    zones: text().array().notNull(),
    orientations: text().array().notNull(),
    distractors: text().array().notNull(),
    /** Decides the order of the cards. */
    seed: integer().notNull(),
    createdBy: ref(),
    createdAt: createdAt(),
    retiredAt: instant(),
  },
  (t) => [uniqueIndex('start_templates_one_live').on(t.levelId).where(sql`${t.retiredAt} is null`)],
);

/** A set of levels whose combinations are not part of the matrix. */
export const exclusions = pgTable('exclusions', {
  id: id(),
  programId: program(),
  levelIds: integer().array().notNull(),
  reason: text().notNull(),
  createdBy: ref(),
  createdAt: createdAt(),
});

/** Every combination of levels, one level a factor in factor order. `exclusion_id` says what removed it, if anything did. */
export const configurations = pgTable(
  'configurations',
  {
    id: id(),
    programId: program(),
    levelIds: integer().array().notNull(),
    exclusionId: ref().references(() => exclusions.id, { onDelete: 'set null' }),
  },
  (t) => [
    unique('configurations_levels_key').on(t.programId, t.levelIds),
    index('configurations_program_idx').on(t.programId, t.id),
  ],
);

/** Levels, alone or in pairs, that are never scheduled. */
export const safetyRules = pgTable('safety_rules', {
  id: id(),
  programId: program(),
  levelIds: integer().array().notNull(),
  reason: text().notNull(),
  createdBy: ref(),
  createdAt: createdAt(),
  liftedAt: instant(),
  liftedBy: ref(),
});

/** A configuration kept out because predicted actions left a checkpoint's limits, until a lead releases it in writing. */
export const holds = pgTable(
  'holds',
  {
    id: id(),
    programId: program(),
    configurationId: ref()
      .notNull()
      .references(() => configurations.id, { onDelete: 'cascade' }),
    scoringRunId: ref().notNull(),
    /** Share of steps beyond a limit, 0 to 1, in the worst rollout. */
    share: real().notNull(),
    dimension: text().notNull(),
    createdAt: createdAt(),
    releasedAt: instant(),
    releasedBy: ref(),
    releaseReason: text(),
  },
  (t) => [unique('holds_run_configuration_key').on(t.scoringRunId, t.configurationId)],
);
