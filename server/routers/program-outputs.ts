import { z } from 'zod';
import { ROLES } from '../core/people/access';
import { ProgramSettings, Simulation } from '../core/program/schema';

/** A program in a list; `roles` are those of the person who asks. */
export const ProgramLine = z.object({
  slug: z.string(),
  name: z.string(),
  simulation: Simulation.nullable(),
  roles: z.array(z.enum(ROLES)),
});

/** A program with its factors, their levels in order, and what its lead has chosen. Money is in minor units. */
export const ProgramOutput = ProgramLine.extend({
  roles: z.array(z.enum(ROLES)).readonly(),
  timeZone: z.string(),
  currency: z.string(),
  blockSize: z.int(),
  settings: ProgramSettings,
  factors: z.array(
    z.object({
      id: z.int(),
      key: z.string(),
      name: z.string(),
      position: z.int(),
      changeoverWeight: z.number(),
      levels: z.array(
        z.object({
          id: z.int(),
          name: z.string(),
          instruction: z.string(),
          setupNote: z.string(),
          picture: z.string().nullable(),
          retired: z.boolean(),
        }),
      ),
    }),
  ),
  caps: z.array(
    z.object({
      subject: z.string(),
      percent: z.int().nullable(),
      reason: z.string(),
      chosenByName: z.string(),
      chosenAt: z.date(),
    }),
  ),
  cost: z.object({ perDemonstrationMinor: z.int(), perRoundMinor: z.int() }),
  matrix: z.object({ total: z.int(), excluded: z.int() }),
});
