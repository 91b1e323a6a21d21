import { z } from 'zod';
import { FactorInput, FactorKey } from '../matrix/schema';
import { InviteInput } from '../people/schema';

export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'A program id holds a-z, 0-9 and - only and starts with a letter or digit.');

const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'That is not a time zone, e.g. Europe/Paris.');

const currency = z.string().regex(/^[A-Z]{3}$/, 'A currency has three capital letters, e.g. EUR.');

/** What a lead may set for a program; rules 1, 3, 5, 9 and 11 of the loop read it. */
export const ProgramSettings = z.object({
  /** Training-set size below which disagreement is not trusted. */
  bootstrapBelow: z.int().min(0).max(10_000).default(50),
  /** Percent of each batch kept for random picks. */
  reservePercent: z.int().min(0).max(100).default(20),
  /** Weight of the spread in mean + beta·sd. */
  beta: z.number().min(0).max(10).default(1),
  /** Whether a configuration without rollouts may be asked for, by kind of recording. */
  unknownAllowed: z
    .object({ demonstrations: z.boolean(), rollouts: z.boolean() })
    .default({ demonstrations: true, rollouts: false }),
  leaseMinutes: z
    .int()
    .min(1)
    .max(24 * 60)
    .default(30),
  /** Smallest net worth per round, in minor units, for which following the plan is worth it. */
  minimumWorthMinor: z.int().min(0).default(0),
  figuresAboutPersons: z.enum(['off', 'team', 'named']).default('off'),
  /** What the whole program may cost, in minor units; null without a budget. */
  budgetMinor: z.int().min(0).nullable().default(null),
  /** Success rate at which collecting may end; null without a target. */
  targetSuccess: z.number().gt(0).lt(1).nullable().default(null),
  /** What one demonstration and one swapped level take, for hours of work. */
  minutesPerDemonstration: z.number().min(0).max(240).default(2),
  minutesPerChangeover: z.number().min(0).max(240).default(3),
});
export type ProgramSettings = z.infer<typeof ProgramSettings>;

/** What a program shows about its persons. */
export const FiguresInput = z.object({ figuresAboutPersons: ProgramSettings.shape.figuresAboutPersons.unwrap() });
export type FiguresInput = z.infer<typeof FiguresInput>;

/** What a lead holds the evidence against; fields left out stay as they are. */
export const EvidenceTerms = z
  .object({
    minimumWorthMinor: ProgramSettings.shape.minimumWorthMinor.unwrap(),
    budgetMinor: ProgramSettings.shape.budgetMinor.unwrap(),
    targetSuccess: ProgramSettings.shape.targetSuccess.unwrap(),
    minutesPerDemonstration: ProgramSettings.shape.minutesPerDemonstration.unwrap(),
    minutesPerChangeover: ProgramSettings.shape.minutesPerChangeover.unwrap(),
  })
  .partial();
export type EvidenceTerms = z.infer<typeof EvidenceTerms>;

/** Where simulated data comes from. A program that has this is labelled simulated wherever it is shown. */
export const Simulation = z.object({
  design: z.string().trim().min(1).max(80),
  /** Null where every run has its own. */
  seed: z.int().min(0).nullable(),
  physics: z.string().trim().min(1).max(40),
  /** Id of the program whose people try strategies here; absent where a simulated lab collects. */
  experimentsOf: Slug.optional(),
});
export type Simulation = z.infer<typeof Simulation>;

/** The lead's answer for one cap: a percent of the batch, or null for none. */
export const CapChoice = z.object({
  subject: z.union([FactorKey, z.literal('configuration')]),
  percent: z.int().min(1).max(100).nullable(),
  reason: z.string().trim().max(300).default(''),
});
export type CapChoice = z.infer<typeof CapChoice>;

export const CreateProgramInput = z.object({
  name: z.string().trim().min(2, 'A program needs a name.').max(80),
  slug: Slug.optional(),
  timeZone: timeZone.default('UTC'),
  currency: currency.default('USD'),
  blockSize: z.int().min(1).max(100).default(5),
  costPerDemonstrationMinor: z.int().min(0).max(100_000_000).default(0),
  costPerRoundMinor: z.int().min(0).max(1_000_000_000).default(0),
  factors: z
    .array(FactorInput)
    .min(2, 'A matrix has 2 to 8 factors.')
    .max(8, 'A matrix has 2 to 8 factors.')
    .refine((f) => new Set(f.map((x) => x.key)).size === f.length, 'Two factors have the same key.'),
  caps: z.array(CapChoice).default([]),
  people: z.array(InviteInput).max(200).default([]),
  settings: ProgramSettings.partial().default({}),
  /** Declared once, when the program is made: nothing in it comes from a real robot. */
  simulation: Simulation.nullable().default(null),
});
export type CreateProgramInput = z.infer<typeof CreateProgramInput>;
/** What a form or file may leave out. */
export type CreateProgramDraft = z.input<typeof CreateProgramInput>;
