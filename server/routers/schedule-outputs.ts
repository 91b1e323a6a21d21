import { z } from 'zod';
import { ASSIGNMENT_STATES, PICK_KINDS } from '../core/collect/words';
import { PickReason, ProposalRequest, ScheduleSummary, StrategyName } from '../core/schedule/schema';

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
  /** The reason in words. */
  why: z.string(),
  /** The configuration that would have been picked without the limit that bound, in words. */
  insteadOf: z.string().nullable(),
  state: z.enum(ASSIGNMENT_STATES).nullable(),
  logged: z.int(),
});

/** A schedule as the API shows it. Picks stand in recording order, levels in the order of `factors`. */
export const ScheduleOutput = z.object({
  id: z.int(),
  state: z.enum(['proposed', 'published', 'superseded', 'discarded']),
  round: z.object({ number: z.int(), state: z.enum(['open', 'closed']) }),
  request: ProposalRequest,
  summary: ScheduleSummary,
  /** Levels that would be swapped on the way if the picks were recorded in the order of worth alone. */
  changeoversByWorth: z.int(),
  scoringRunId: z.int().nullable(),
  override: z.string().nullable(),
  currency: z.string(),
  createdAt: z.date(),
  publishedAt: z.date().nullable(),
  hash: z.string(),
  factors: z.array(z.object({ key: z.string(), name: z.string() })),
  picks: z.array(PickOutput),
});

/** Whether deciding again gives the same bytes; if not, the first fields that differ (`pick` from 1, null for the summary). */
export const ReplayOutput = z.object({
  identical: z.boolean(),
  storedHash: z.string(),
  replayedHash: z.string(),
  /** Fields that were not kept when this was stored, where that is all that differs; null where more does. */
  addedSince: z.array(z.string()).nullable(),
  differing: z.int(),
  differences: z.array(
    z.object({ pick: z.int().nullable(), field: z.string(), stored: z.string(), replayed: z.string() }),
  ),
});

/** Mean over the draws, and their 5 % and 95 % quantiles where there are several. */
const Drawn = z.object({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() });

/** What others would have picked from the scores of that day; compares picks, not outcomes. */
export const WhatIfOutput = z.object({
  demonstrations: z.int(),
  scored: z.object({ scoringRunId: z.int(), checkpointName: z.string() }).nullable(),
  bootstrap: z.boolean(),
  factors: z.array(z.object({ key: z.string(), name: z.string() })),
  alternatives: z.array(
    z.object({
      strategy: StrategyName,
      capped: z.boolean(),
      own: z.boolean(),
      draws: z.int(),
      refused: z.string().nullable(),
      figures: z
        .object({
          configurations: Drawn,
          meanScore: Drawn.nullable(),
          diversity: Drawn.nullable(),
          changeovers: Drawn,
          weightedChangeovers: Drawn,
          shared: Drawn,
          largestShares: z.array(z.object({ factor: z.string(), share: z.number() })),
        })
        .nullable(),
    }),
  ),
});
