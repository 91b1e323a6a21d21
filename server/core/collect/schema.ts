import { z } from 'zod';
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

export const SetAsideInput = z.object({
  assignmentId: z.int(),
  how: z.enum(['skipped', 'blocked']),
  reason: z.string().trim().min(2, 'Say in a word or two why.').max(200),
});
export type SetAsideInput = z.infer<typeof SetAsideInput>;

/** A lead's push: whom and where an assignment is for; null for anybody or any station. */
export const AssignInput = z.object({
  assignmentId: z.int(),
  personId: z.int().nullable(),
  stationId: z.int().nullable(),
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
export type StationDraft = z.input<typeof StationInput>;
