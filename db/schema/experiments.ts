import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { LAB_STATES } from '@/server/core/experiment/arms';
import type { LabStep } from '@/server/core/experiment/loop';
import type { Experiment } from '@/server/core/experiment/schema';
import { createdAt, id, instant, ref } from './columns';
import { panels } from './evaluations';
import { programs } from './programs';

export const labState = pgEnum('lab_state', LAB_STATES);

/** What was asked of the simulated lab. Its arms are runs, checkpoints and evaluations on its panel, shared with every experiment of the same settings. */
export const experiments = pgTable(
  'experiments',
  {
    id: id(),
    programId: ref()
      .notNull()
      .references(() => programs.id, { onDelete: 'cascade' }),
    plan: jsonb().$type<Experiment>().notNull(),
    panelId: ref()
      .notNull()
      .references(() => panels.id),
    state: labState().notNull().default('queued'),
    armsTotal: integer().notNull(),
    armsDone: integer().notNull().default(0),
    /** Arms that were run for this experiment rather than found, and the time that took. */
    armsRun: integer().notNull().default(0),
    runMs: bigint({ mode: 'number' }).notNull().default(0),
    error: text(),
    startedBy: ref(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
  },
  (t) => [index('experiments_program_idx').on(t.programId, t.id)],
);

/** A round that a lead had the simulated lab work off, with the steps it took. */
export const labRounds = pgTable(
  'lab_rounds',
  {
    id: id(),
    programId: ref()
      .notNull()
      .references(() => programs.id, { onDelete: 'cascade' }),
    state: labState().notNull().default('queued'),
    steps: jsonb().$type<LabStep[]>().notNull().default([]),
    error: text(),
    startedBy: ref(),
    createdAt: createdAt(),
    finishedAt: instant(),
  },
  (t) => [
    uniqueIndex('lab_rounds_one_at_work').on(t.programId).where(sql`${t.state} in ('queued', 'running')`),
    index('lab_rounds_program_idx').on(t.programId, t.id),
  ],
);
