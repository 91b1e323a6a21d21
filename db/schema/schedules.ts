import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { StartCard } from '@/server/core/collect/start-cards';
import { ASSIGNMENT_STATES, ATTEMPT_OUTCOMES, PICK_KINDS, TIMED_BY } from '@/server/core/collect/words';
import { SLICE_REASONS } from '@/server/core/schedule/day-plan';
import type { PickReason, ProposalRequest, ScheduleSummary } from '@/server/core/schedule/schema';
import { createdAt, id, instant, ref } from './columns';
import { evaluations } from './evaluations';
import { configurations } from './matrix';
import { people } from './people';
import { scoringRuns } from './policies';
import { programs, shifts, stations } from './programs';
import { episodeKind } from './recordings';
import { probePlans } from './rollout-plans';

const program = () =>
  ref()
    .notNull()
    .references(() => programs.id, { onDelete: 'cascade' });

export const roundState = pgEnum('round_state', ['open', 'closed']);
export const scheduleState = pgEnum('schedule_state', ['proposed', 'published', 'superseded', 'discarded']);
export const pickKind = pgEnum('pick_kind', PICK_KINDS);
export const assignmentState = pgEnum('assignment_state', ASSIGNMENT_STATES);
export const attemptOutcome = pgEnum('attempt_outcome', ATTEMPT_OUTCOMES);
export const timedBy = pgEnum('timed_by', TIMED_BY);
export const sliceReason = pgEnum('slice_reason', SLICE_REASONS);

export const rounds = pgTable(
  'rounds',
  {
    id: id(),
    programId: program(),
    number: integer().notNull(),
    state: roundState().notNull().default('open'),
    openedAt: createdAt(),
    closedAt: instant(),
  },
  (t) => [
    unique('rounds_program_number_key').on(t.programId, t.number),
    uniqueIndex('rounds_one_open').on(t.programId).where(sql`${t.state} = 'open'`),
  ],
);

/** A proposal and, once published, the plan of a round. The same inputs give the same `output_hash`. */
export const schedules = pgTable(
  'schedules',
  {
    id: id(),
    programId: program(),
    roundId: ref()
      .notNull()
      .references(() => rounds.id),
    state: scheduleState().notNull().default('proposed'),
    request: jsonb().$type<ProposalRequest>().notNull(),
    scoringRunId: ref().references(() => scoringRuns.id),
    summary: jsonb().$type<ScheduleSummary>().notNull(),
    inputHash: text().notNull(),
    outputHash: text().notNull(),
    /** Why a lead scheduled from stale scores all the same. */
    override: text(),
    createdBy: ref(),
    createdAt: createdAt(),
    publishedBy: ref(),
    publishedAt: instant(),
  },
  (t) => [uniqueIndex('schedules_one_published').on(t.roundId).where(sql`${t.state} = 'published'`)],
);

export const picks = pgTable(
  'picks',
  {
    id: id(),
    scheduleId: ref()
      .notNull()
      .references(() => schedules.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    configurationId: ref()
      .notNull()
      .references(() => configurations.id),
    demonstrations: integer().notNull(),
    kind: pickKind().notNull(),
    score: doublePrecision(),
    spread: doublePrecision(),
    gain: doublePrecision(),
    reason: jsonb().$type<PickReason>().notNull(),
  },
  (t) => [unique('picks_position_key').on(t.scheduleId, t.position)],
);

/** So many recordings of one kind of one configuration. */
export const assignments = pgTable(
  'assignments',
  {
    id: id(),
    programId: program(),
    scheduleId: ref().references(() => schedules.id, { onDelete: 'cascade' }),
    pickId: ref().references(() => picks.id),
    kind: episodeKind().notNull(),
    configurationId: ref()
      .notNull()
      .references(() => configurations.id),
    stationId: ref().references(() => stations.id),
    personId: ref().references(() => people.id),
    /** The plan of probe rollouts, or the evaluation, that it is a part of; a demonstration has neither. */
    probePlanId: ref().references(() => probePlans.id, { onDelete: 'cascade' }),
    evaluationId: ref().references(() => evaluations.id, { onDelete: 'cascade' }),
    /** How its configuration was drawn where no pick says it. */
    drawn: pickKind(),
    /** When a lead withdrew the plan or the evaluation it is of; what was recorded until then stays. */
    withdrawnAt: instant(),
    /** Recordings asked for. */
    wanted: integer().notNull(),
    /** Its accepted attempts that were not undone; a trigger on `attempts` counts them. */
    logged: integer().notNull().default(0),
    acceptFailures: boolean().notNull().default(false),
    /** The assignment that a lead split into this and others; the first part names itself. */
    splitId: ref(),
    /** Whether every part of the split needs another operator. */
    distinctOperators: boolean().notNull().default(false),
    /** The shift a lead gave it to, and when that begins: nobody gets it before. */
    shiftId: ref().references(() => shifts.id),
    shiftDay: date({ mode: 'string' }),
    notBefore: instant(),
    state: assignmentState().notNull().default('queued'),
    stateReason: text(),
    position: integer().notNull(),
    createdAt: createdAt(),
    changedAt: createdAt(),
  },
  (t) => [
    index('assignments_queue_idx').on(t.programId, t.state, t.position),
    index('assignments_configuration_idx').on(t.configurationId),
    index('assignments_pick_idx').on(t.pickId),
    index('assignments_probe_plan_idx').on(t.probePlanId).where(sql`${t.probePlanId} is not null`),
    index('assignments_evaluation_idx').on(t.evaluationId).where(sql`${t.evaluationId} is not null`),
    check('assignments_wanted', sql`${t.wanted} > 0`),
    check('assignments_trials_of_evaluations', sql`(${t.kind} = 'evaluation_trial') = (${t.evaluationId} is not null)`),
  ],
);

/**
 * What a station was to do of an assignment in one shift. Lines of shifts that are over are closed with what was left of
 * them and why; the others are made anew whenever the plan is.
 */
export const dayLines = pgTable(
  'day_lines',
  {
    id: id(),
    programId: program(),
    assignmentId: ref()
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    stationId: ref()
      .notNull()
      .references(() => stations.id, { onDelete: 'cascade' }),
    shiftId: ref()
      .notNull()
      .references(() => shifts.id, { onDelete: 'cascade' }),
    day: date({ mode: 'string' }).notNull(),
    endsAt: instant().notNull(),
    /** Place in the plan, over all days of the station. */
    turn: integer().notNull(),
    demonstrations: integer().notNull(),
    /** Local minutes after the day's midnight. */
    startsAt: doublePrecision().notNull(),
    minutes: doublePrecision().notNull(),
    swapped: integer().notNull(),
    why: sliceReason().notNull(),
    closedAt: instant(),
    /** Demonstrations not done when the shift was over, and what had become of them. */
    leftOver: integer(),
    leftWhy: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index('day_lines_open_idx').on(t.assignmentId).where(sql`${t.closedAt} is null`),
    index('day_lines_program_idx').on(t.programId, t.day),
  ],
);

/** An operator's exclusive lease on an assignment. */
export const claims = pgTable(
  'claims',
  {
    id: id(),
    programId: program(),
    assignmentId: ref()
      .notNull()
      .references(() => assignments.id, { onDelete: 'cascade' }),
    personId: ref()
      .notNull()
      .references(() => people.id),
    device: text().notNull().default(''),
    stationId: ref().references(() => stations.id),
    claimedAt: createdAt(),
    leasedUntil: instant().notNull(),
    releasedAt: instant(),
    releaseReason: text(),
  },
  (t) => [
    uniqueIndex('claims_one_active').on(t.assignmentId).where(sql`${t.releasedAt} is null`),
    uniqueIndex('claims_one_per_person').on(t.programId, t.personId).where(sql`${t.releasedAt} is null`),
  ],
);

/** The last sign of life of a person's device at each place it stood at; it has left all of them but one. */
export const presences = pgTable(
  'presences',
  {
    programId: program(),
    personId: ref()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    device: text().notNull(),
    stationId: ref().references(() => stations.id),
    seenAt: instant().notNull(),
    /** Null while it is there, or fell silent without leaving. */
    leftAt: instant(),
  },
  (t) => [unique('presences_place_key').on(t.programId, t.personId, t.device, t.stationId).nullsNotDistinct()],
);

/** One recording logged against an assignment. The id is made by the device (UUIDv7), so that sending twice stores once. */
export const attempts = pgTable(
  'attempts',
  {
    id: uuid().primaryKey(),
    programId: program(),
    assignmentId: ref()
      .notNull()
      .references(() => assignments.id),
    personId: ref().references(() => people.id),
    stationId: ref().references(() => stations.id),
    device: text().notNull().default(''),
    /** Order on its device. */
    sequence: integer().notNull().default(0),
    outcome: attemptOutcome().notNull(),
    failureMode: text(),
    accepted: boolean().notNull(),
    /** Recording proper, setting up before it, and pauses in both, apart; `timed_by` says which clock measured them. */
    durationMs: integer(),
    resetMs: integer(),
    pauseMs: integer(),
    timedBy: timedBy(),
    /** By the device's wall clock; with the offset added it is the server's time. */
    startedAt: instant(),
    clockOffsetMs: bigint({ mode: 'number' }),
    /** The start card that was shown, as it read then. */
    card: jsonb().$type<StartCard>(),
    receivedAt: createdAt(),
    undoneAt: instant(),
    episodeId: ref(),
    /** Dataset and index under which a watched recorder stored it; its episode is then known and never guessed. */
    recordedAs: text(),
  },
  (t) => [
    index('attempts_assignment_idx').on(t.assignmentId),
    index('attempts_program_idx').on(t.programId, t.receivedAt),
    index('attempts_person_idx').on(t.personId, t.receivedAt),
    index('attempts_station_idx').on(t.stationId, t.receivedAt),
    index('attempts_failed_idx').on(t.programId, t.receivedAt).where(sql`${t.failureMode} is not null`),
    index('attempts_matched_idx').on(t.assignmentId).where(sql`${t.episodeId} is not null`),
  ],
);
