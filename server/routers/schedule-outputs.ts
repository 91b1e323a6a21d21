import { z } from 'zod';
import { ASSIGNMENT_STATES, PICK_KINDS } from '../core/collect/words';
import { PickReason, ProposalRequest, ProposalSummary } from '../core/schedule/schema';

const PickOutput = z.object({
  id: z.int(),
  position: z.int(),
  configurationId: z.int(),
  levels: z.array(z.string()),
  demonstrations: z.int(),
  kind: z.enum(PICK_KINDS),
  score: z.number().nullable(),
  spread: z.number().nullable(),
  gain: z.number().nullable(),
  reason: PickReason,
  state: z.enum(ASSIGNMENT_STATES).nullable(),
  logged: z.int(),
});

/** A schedule as the API shows it. Levels stand in the order of `factors`. */
export const ScheduleOutput = z.object({
  id: z.int(),
  state: z.enum(['proposed', 'published', 'superseded', 'discarded']),
  round: z.object({ number: z.int(), state: z.enum(['open', 'closed']) }),
  request: ProposalRequest,
  summary: ProposalSummary,
  scoringRunId: z.int().nullable(),
  override: z.string().nullable(),
  createdAt: z.date(),
  publishedAt: z.date().nullable(),
  hash: z.string(),
  capChoices: z.array(
    z.object({
      subject: z.string(),
      percent: z.int().nullable(),
      reason: z.string(),
      chosenByName: z.string(),
      chosenAt: z.date(),
    }),
  ),
  factors: z.array(z.object({ key: z.string(), name: z.string() })),
  picks: z.array(PickOutput),
});

export const HeldBackOutput = z.object({
  rules: z.array(z.object({ ruleId: z.int(), reason: z.string(), configurations: z.int() })),
  held: z.int(),
  unknown: z.int(),
});

export const ReplayOutput = z.object({ identical: z.boolean(), storedHash: z.string(), replayedHash: z.string() });
