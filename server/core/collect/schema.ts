import { z } from 'zod';
import { TimeOfDay } from '../matrix/schema';
import { ATTEMPT_OUTCOMES, TIMED_BY } from './words';

const Device = z.string().max(100).default('');
const SpanMs = z
  .int()
  .min(0)
  .max(24 * 3600_000)
  .optional();

/** How a device says which start card it showed; the server reads the rest from its own record. */
const CardRef = z.union([
  z.object({ templateId: z.int(), position: z.int().min(0).max(1_000_000) }),
  z.object({ panelStartId: z.int() }),
]);
export type CardRef = z.infer<typeof CardRef>;

export const ClaimInput = z.object({
  /** A certain assignment, or the next one in the queue when absent. */
  assignmentId: z.int().optional(),
  stationId: z.int().nullable().default(null),
  device: Device,
});
export type ClaimInput = z.infer<typeof ClaimInput>;

export const AttemptInput = z
  .object({
    /** Made by the device, so that sending twice stores once. */
    id: z.uuid(),
    assignmentId: z.int(),
    outcome: z.enum(ATTEMPT_OUTCOMES),
    failureMode: z.string().trim().max(80).optional(),
    /** Recording proper, without pauses. */
    durationMs: SpanMs,
    /** Setting up before it, since the attempt before, without pauses. */
    resetMs: SpanMs,
    pauseMs: SpanMs,
    timedBy: z.enum(TIMED_BY).optional(),
    /** By the device's wall clock. */
    startedAt: z.coerce.date().optional(),
    /** What has to be added to `startedAt` to have the server's time, as the device measured it. */
    clockOffsetMs: z.int().optional(),
    /** The start card that was shown. */
    card: CardRef.optional(),
    /** Order on its device. */
    sequence: z.int().min(0).default(0),
    stationId: z.int().nullable().default(null),
    device: Device,
    /** Whose recording it is, where a recorder with a token logs it; people log their own. */
    operatorId: z.int().optional(),
    /** Dataset and index under which a watched recorder stored it. */
    recordedAs: z.string().trim().max(300).optional(),
  })
  .refine((a) => a.outcome === 'failure' || a.failureMode === undefined, {
    message: 'Only a failure has a failure mode.',
    path: ['failureMode'],
  });
export type AttemptInput = z.infer<typeof AttemptInput>;

/** A device saying that its person is at work, and where. */
export const PresenceInput = z.object({ stationId: z.int().nullable().default(null), device: Device });
export type PresenceInput = z.infer<typeof PresenceInput>;

export const SetAsideInput = z.object({
  assignmentId: z.int(),
  how: z.enum(['skipped', 'blocked']),
  reason: z.string().trim().min(2, 'Say in a word or two why.').max(200),
});
export type SetAsideInput = z.infer<typeof SetAsideInput>;

const Day = z.iso.date('A day is written YYYY-MM-DD.');

/** A lead's push: whom, where and when an assignment is for; null for anybody, any station, any shift. A shift is one station's. */
export const AssignInput = z.object({
  assignmentId: z.coerce.number().int(),
  personId: z.int().nullable(),
  stationId: z.int().nullable(),
  shift: z.object({ shiftId: z.int(), day: Day }).nullable().optional(),
});
export type AssignInput = z.infer<typeof AssignInput>;

/** A lead's split of one assignment into parts for several operators; `distinct`: nobody records two of them. */
export const SplitInput = z.object({
  assignmentId: z.int(),
  operators: z.int().min(2, 'A split needs at least two operators.').max(20),
  distinct: z.boolean().default(false),
});
export type SplitInput = z.infer<typeof SplitInput>;

/** A station's recorder asking what to record; `operator`: whose work it takes where nobody holds any there. */
export const NextAtStationInput = z.object({
  stationId: z.int(),
  operator: z.string().trim().min(1).max(80).optional(),
  device: Device,
});
export type NextAtStationInput = z.infer<typeof NextAtStationInput>;

/** A person's word on proposed pairs: all confirmed or all refused. */
export const DecideMatchesInput = z.object({
  proposalIds: z.array(z.int()).min(1).max(2000),
  confirm: z.boolean(),
});
export type DecideMatchesInput = z.infer<typeof DecideMatchesInput>;

/** A shift as people write it; a capacity left out is the whole of the shift. */
const ShiftInput = z.object({
  name: z.string().trim().min(1, 'A shift needs a name.').max(40),
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1, 'A shift is on at least one day of the week.')
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'A day of the week stands there twice.'),
  from: TimeOfDay,
  to: TimeOfDay,
  capacity: z
    .discriminatedUnion('unit', [
      z.object({ unit: z.literal('hours'), amount: z.number().gt(0).max(24) }),
      z.object({ unit: z.literal('demonstrations'), amount: z.int().min(1).max(5000) }),
    ])
    .nullable()
    .default(null),
});
export type ShiftInput = z.infer<typeof ShiftInput>;

/** All shifts of a station; those of the same name are changed, those left out end. */
export const SetShiftsInput = z.object({
  stationId: z.coerce.number().int(),
  shifts: z
    .array(ShiftInput)
    .max(20)
    .refine(
      (shifts) => new Set(shifts.map(({ name }) => name.toLowerCase())).size === shifts.length,
      'Two shifts have the same name.',
    ),
});
export type SetShiftsInput = z.infer<typeof SetShiftsInput>;

const PlaceName = z.string().trim().min(1, 'A station needs a name.').max(60);

/** A place where recording happens, what it cannot change, and its robot. */
export const StationInput = z.object({
  name: PlaceName,
  /** Levels this place fixes by factor key, e.g. `{ environment: 'kitchen' }`. */
  fixed: z.record(z.string(), z.string()).default({}),
  /** Robot, camera and teleoperator flags that its recorder is started with. */
  recorderFlags: z.string().trim().max(4000).default(''),
  robot: z
    .object({
      name: z.string().trim().min(1, 'A robot needs a name.').max(60),
      type: z.string().trim().max(60).default(''),
      serial: z.string().trim().max(60).default(''),
    })
    .nullable()
    .default(null),
});
export type StationInput = z.infer<typeof StationInput>;

/** All of a station as it is to be; a robot of null: none stands there. */
export const EditStationInput = StationInput.extend({ stationId: z.coerce.number().int() });
export type EditStationInput = z.infer<typeof EditStationInput>;
