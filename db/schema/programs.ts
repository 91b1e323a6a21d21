import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, jsonb, pgTable, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import type { ProgramSettings, Simulation } from '@/server/core/program/schema';
import { createdAt, id, instant, ref } from './columns';

export const programs = pgTable('programs', {
  id: id(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  timeZone: text().notNull(),
  currency: text().notNull(),
  /** Demonstrations in a block. */
  blockSize: integer().notNull().default(5),
  settings: jsonb().$type<ProgramSettings>().notNull(),
  /** Set when nothing here comes from a real robot. */
  simulation: jsonb().$type<Simulation>(),
  createdAt: createdAt(),
  createdBy: ref(),
  archivedAt: instant(),
});

const program = () =>
  ref()
    .notNull()
    .references(() => programs.id, { onDelete: 'cascade' });

/** What the lead chose for a cap, kept with name and date. The newest row of a subject stands; percent null = no cap. */
export const capChoices = pgTable('cap_choices', {
  id: id(),
  programId: program(),
  /** Factor key, or `configuration` for the cap per configuration. */
  subject: text().notNull(),
  percent: integer(),
  reason: text().notNull(),
  chosenBy: ref(),
  chosenByName: text().notNull(),
  chosenAt: createdAt(),
});

/** What things cost from a day on, in minor units of the program's currency. */
export const costs = pgTable(
  'costs',
  {
    id: id(),
    programId: program(),
    fromDay: date({ mode: 'string' }).notNull(),
    perDemonstrationMinor: bigint({ mode: 'number' }).notNull(),
    perRoundMinor: bigint({ mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    unique('costs_program_day_key').on(t.programId, t.fromDay),
    check('costs_not_negative', sql`${t.perDemonstrationMinor} >= 0 and ${t.perRoundMinor} >= 0`),
  ],
);

export const stations = pgTable(
  'stations',
  {
    id: id(),
    programId: program(),
    name: text().notNull(),
    /** Levels this place fixes, e.g. its environment. */
    fixedLevelIds: integer().array().notNull().default(sql`'{}'::int[]`),
    /** Robot, camera and teleoperator flags of its recorder. */
    recorderFlags: text().notNull().default(''),
    createdAt: createdAt(),
    retiredAt: instant(),
  },
  (t) => [unique('stations_program_name_key').on(t.programId, t.name)],
);

/** When a station is worked at, week after week, and how much is done in one go. Retired ones stay for the plans that name them. */
export const shifts = pgTable(
  'shifts',
  {
    id: id(),
    programId: program(),
    stationId: ref()
      .notNull()
      .references(() => stations.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** ISO weekdays it begins on, 1 (Monday) to 7. */
    weekdays: integer().array().notNull(),
    /** Local minutes after midnight; a shift that ends before it begins ends on the day after. */
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    /** Minutes of work; null for the whole shift, or for no such limit where demonstrations are given. */
    capacityMinutes: integer(),
    capacityDemonstrations: integer(),
    createdAt: createdAt(),
    retiredAt: instant(),
  },
  (t) => [
    uniqueIndex('shifts_station_name_key').on(t.stationId, sql`lower(${t.name})`).where(sql`${t.retiredAt} is null`),
    check(
      'shifts_capacity',
      sql`coalesce(${t.capacityMinutes}, 1) > 0 and coalesce(${t.capacityDemonstrations}, 1) > 0`,
    ),
  ],
);

export const robots = pgTable(
  'robots',
  {
    id: id(),
    programId: program(),
    name: text().notNull(),
    type: text().notNull(),
    serial: text().notNull().default(''),
    stationId: ref().references(() => stations.id),
    createdAt: createdAt(),
  },
  (t) => [unique('robots_program_name_key').on(t.programId, t.name)],
);

/** One dimension of an action. */
export interface ActionDimension {
  name: string;
  unit: string;
  kind: 'position' | 'rotation' | 'gripper';
  /** A rotation that comes back to itself: an angle, or a component of a quaternion. */
  wraps?: 'angle' | 'quaternion';
}

export const actionSpaces = pgTable(
  'action_spaces',
  {
    id: id(),
    programId: program(),
    name: text().notNull(),
    dimensions: jsonb().$type<ActionDimension[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique('action_spaces_program_name_key').on(t.programId, t.name)],
);

/** The append-only record that live views follow and catch up from. */
export const events = pgTable(
  'events',
  {
    id: id(),
    programId: program(),
    topic: text().notNull(),
    subjectId: text(),
    at: createdAt(),
  },
  (t) => [index('events_program_id_idx').on(t.programId, t.id)],
);

/** Who did what. Rows are never changed. */
export const audit = pgTable(
  'audit',
  {
    id: id(),
    programId: ref(),
    personId: ref(),
    tokenId: ref(),
    actor: text().notNull(),
    action: text().notNull(),
    subject: text(),
    details: jsonb().$type<Record<string, unknown>>(),
    at: createdAt(),
  },
  (t) => [index('audit_program_idx').on(t.programId, t.id)],
);

/** Bytes kept outside the database, by the SHA-256 of their content. */
export const artifacts = pgTable('artifacts', {
  key: text().primaryKey(),
  bytes: bigint({ mode: 'number' }).notNull(),
  mediaType: text().notNull(),
  createdAt: createdAt(),
});
