import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgEnum, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { OUTCOMES } from '@/server/core/recording/outcome';
import { createdAt, id, instant, ref } from './columns';
import { configurations } from './matrix';
import { checkpoints } from './policies';
import { programs } from './programs';

const program = () =>
  ref()
    .notNull()
    .references(() => programs.id, { onDelete: 'cascade' });

export const outcome = pgEnum('outcome', OUTCOMES);

/** A frozen set of configurations and start states. */
export const panels = pgTable(
  'panels',
  {
    id: id(),
    programId: program(),
    name: text().notNull(),
    createdAt: createdAt(),
    createdBy: ref(),
  },
  (t) => [unique('panels_program_name_key').on(t.programId, t.name)],
);

export const panelStarts = pgTable(
  'panel_starts',
  {
    id: id(),
    panelId: ref()
      .notNull()
      .references(() => panels.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    configurationId: ref()
      .notNull()
      .references(() => configurations.id),
    start: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [unique('panel_starts_position_key').on(t.panelId, t.position)],
);

/** One checkpoint on one panel. Rates are derived from its trials; a bare aggregate is kept as what it is. */
export const evaluations = pgTable(
  'evaluations',
  {
    id: id(),
    programId: program(),
    checkpointId: ref()
      .notNull()
      .references(() => checkpoints.id),
    panelId: ref().references(() => panels.id),
    aggregateSuccesses: integer(),
    aggregateTrials: integer(),
    /** Trials it is to have; null where all came at once. */
    plannedTrials: integer(),
    /** When a lead gave it up; its trials stay and prove nothing. */
    withdrawnAt: instant(),
    note: text().notNull().default(''),
    createdAt: createdAt(),
    createdBy: ref(),
  },
  (t) => [
    index('evaluations_checkpoint_idx').on(t.checkpointId),
    check(
      'evaluations_aggregate',
      sql`(${t.aggregateTrials} is null and ${t.aggregateSuccesses} is null) or (${t.aggregateSuccesses} between 0 and ${t.aggregateTrials})`,
    ),
  ],
);

export const trials = pgTable(
  'trials',
  {
    id: id(),
    evaluationId: ref()
      .notNull()
      .references(() => evaluations.id, { onDelete: 'cascade' }),
    panelStartId: ref().references(() => panelStarts.id),
    configurationId: ref()
      .notNull()
      .references(() => configurations.id),
    outcome: outcome().notNull(),
    failureMode: text(),
    evaluator: text().notNull().default(''),
    recordedAt: instant(),
    /** The logged attempt it is, where an operator recorded it. */
    attemptId: uuid(),
  },
  (t) => [
    index('trials_evaluation_idx').on(t.evaluationId),
    unique('trials_start_key').on(t.evaluationId, t.panelStartId),
    unique('trials_attempt_key').on(t.attemptId),
  ],
);
