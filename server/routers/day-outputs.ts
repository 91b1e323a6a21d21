import { z } from 'zod';
import { ASSIGNMENT_STATES, EPISODE_KINDS } from '../core/collect/words';
import { SLICE_REASONS } from '../core/schedule/day-plan';

const Capacity = z.object({ unit: z.enum(['hours', 'demonstrations']), amount: z.number() });

const Place = z.object({
  stationId: z.int(),
  station: z.string(),
  shiftId: z.int(),
  shift: z.string(),
  /** YYYY-MM-DD on which the shift begins. */
  day: z.string(),
});

/** Work in a slice; `demonstrations` counts recordings of its kind. Times are local, minutes are estimates with setting up. */
const Line = z.object({
  assignmentId: z.int(),
  kind: z.enum(EPISODE_KINDS),
  levels: z.array(z.string()),
  demonstrations: z.int(),
  from: z.string(),
  minutes: z.number(),
  swapped: z.int(),
  why: z.enum(SLICE_REASONS),
  /** The shift that left it unfinished, and what had become of it. */
  unfinished: z.object({ day: z.string(), shift: z.string(), why: z.string() }).nullable(),
  state: z.enum(ASSIGNMENT_STATES),
  heldBy: z.string().nullable(),
  leaseLapsed: z.boolean(),
  person: z.string().nullable(),
  givenStation: z.boolean(),
  givenShift: z.boolean(),
});

/** The days of every station, shift by shift. */
export const DaysOutput = z.object({
  today: z.string(),
  words: z.string(),
  stations: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      shifts: z.array(
        z.object({
          id: z.int(),
          name: z.string(),
          weekdays: z.array(z.int()),
          from: z.string(),
          to: z.string(),
          capacity: Capacity.nullable(),
        }),
      ),
    }),
  ),
  slices: z.array(
    Place.extend({
      from: z.string(),
      to: z.string(),
      capacity: Capacity,
      /** Share of the capacity that is recorded or planned. */
      used: z.number(),
      done: z.int(),
      planned: z.int(),
      minutes: z.number(),
      swapped: z.int(),
      lines: z.array(Line),
    }),
  ),
  unfinished: z.array(
    Line.pick({ assignmentId: true, kind: true, levels: true, demonstrations: true }).extend({
      ...Place.shape,
      why: z.string(),
    }),
  ),
  unplanned: z.array(
    z.object({ why: z.enum(['station', 'hours', 'room']), assignments: z.int(), demonstrations: z.int() }),
  ),
});
