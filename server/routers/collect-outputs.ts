import { z } from 'zod';
import { ASSIGNMENT_STATES, EPISODE_KINDS } from '../core/collect/words';
import { PickReason } from '../core/schedule/schema';

/** An assignment as the API shows it, in words. */
export const AssignmentOutput = z.object({
  id: z.int(),
  kind: z.enum(EPISODE_KINDS),
  state: z.enum(ASSIGNMENT_STATES),
  stateReason: z.string().nullable(),
  position: z.int(),
  wanted: z.int(),
  logged: z.int(),
  confirmed: z.int(),
  acceptFailures: z.boolean(),
  configurationId: z.int(),
  levels: z.array(
    z.object({
      factor: z.string(),
      factorName: z.string(),
      name: z.string(),
      instruction: z.string(),
      setupNote: z.string(),
      picture: z.string().nullable(),
    }),
  ),
  instruction: z.string(),
  /** The checkpoint that drives, and the panel of trials; null for demonstrations. */
  policy: z.string().nullable(),
  panel: z.string().nullable(),
  evaluationId: z.int().nullable(),
  probePlanId: z.int().nullable(),
  /** The panel's starts that it is to try, of so many; an attempt of an evaluation names the one it began from. */
  starts: z.array(
    z.object({ panelStartId: z.int(), position: z.int(), of: z.int(), start: z.record(z.string(), z.unknown()) }),
  ),
  why: z.string(),
  claimedBy: z.string().nullable(),
  claimedAtStation: z.string().nullable(),
  leasedUntil: z.date().nullable(),
  leaseLapsed: z.boolean(),
  station: z.string().nullable(),
  stationId: z.number().nullable(),
  person: z.string().nullable(),
  personId: z.number().nullable(),
  shift: z.object({ shiftId: z.int(), name: z.string(), day: z.string() }).nullable(),
  splitId: z.number().nullable(),
  distinctOperators: z.boolean(),
  changedAt: z.date(),
  pick: z.object({
    kind: z.string().nullable(),
    score: z.number().nullable(),
    spread: z.number().nullable(),
    reason: PickReason.nullable(),
  }),
});

/** What a station's recorder is told: an assignment and its operator, or why there is none. */
export const NextAtStation = z.object({
  reason: z.string().nullable(),
  recorderFlags: z.string(),
  held: z
    .object({
      assignmentId: z.int(),
      instruction: z.string(),
      count: z.int(),
      operatorId: z.int(),
      operator: z.string(),
      levels: z.record(z.string(), z.string()),
      /** Where its next recordings start, in their order; an attempt names the one it was made from. */
      cards: z.array(
        z.object({
          kind: z.literal('template'),
          templateId: z.int(),
          position: z.int(),
          zone: z.string().nullable(),
          orientation: z.string().nullable(),
          distractors: z.string().nullable(),
        }),
      ),
      /** When this was answered: a recorder tells by it how far its own clock is off. */
      serverTime: z.date(),
    })
    .nullable(),
});
