import { bigint, index, integer, jsonb, pgEnum, pgTable } from 'drizzle-orm/pg-core';
import { PROBE_PLAN_STATES, type ProbePlanRequest, type ProbePlanSummary } from '@/server/core/rollouts/schema';
import { createdAt, id, instant, ref } from './columns';
import { checkpoints } from './policies';
import { programs } from './programs';

export const probePlanState = pgEnum('probe_plan_state', PROBE_PLAN_STATES);

/** Configurations that a checkpoint is to drive before it is scored; once published, they are assignments. */
export const probePlans = pgTable(
  'probe_plans',
  {
    id: id(),
    programId: ref()
      .notNull()
      .references(() => programs.id, { onDelete: 'cascade' }),
    checkpointId: ref()
      .notNull()
      .references(() => checkpoints.id),
    state: probePlanState().notNull().default('proposed'),
    request: jsonb().$type<ProbePlanRequest>().notNull(),
    summary: jsonb().$type<ProbePlanSummary>().notNull(),
    /** What was drawn, the random part first. */
    configurationIds: bigint({ mode: 'number' }).array().notNull(),
    /** How many of them were drawn at random. */
    atRandom: integer().notNull(),
    createdBy: ref(),
    createdAt: createdAt(),
    publishedBy: ref(),
    publishedAt: instant(),
    withdrawnAt: instant(),
  },
  (t) => [index('probe_plans_program_idx').on(t.programId, t.id)],
);
