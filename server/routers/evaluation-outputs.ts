import { z } from 'zod';
import { ARMS } from '../core/collect/words';
import { AXES } from '../core/evaluation/axis';
import { NOT_RANDOM } from '../core/evaluation/efficiency';
import { PAYS_VERDICTS } from '../core/evaluation/pays';

const Interval = z.object({ estimate: z.number(), low: z.number(), high: z.number(), n: z.int(), level: z.number() });

/** An active strategy against the random arm over pairs of runs with the same seed; figures claim nothing where `claimable` is false. */
const Comparison = z.object({
  n: z.int(),
  claimable: z.boolean(),
  range: z.tuple([z.number(), z.number()]).readonly(),
  areas: z.array(z.object({ seed: z.string(), active: z.number(), random: z.number() })).readonly(),
  /** Active minus random area under the curve, in units of success. */
  difference: Interval.nullable(),
  bootstrap: Interval.nullable(),
  wins: z.number(),
  /** Exact two-sided p: of the sign-flip test, and of Wilcoxon's signed ranks. */
  p: z.number().nullable(),
  signedRankP: z.number().nullable(),
  /** Failures on the way, active over random; below 1 active is better. */
  deficiency: z.number().nullable(),
  /** Demonstrations saved; an upper bound where `censored` is above 0. */
  savedInterval: Interval.nullable(),
  savedBootstrap: Interval.nullable(),
  censored: z.int(),
});

const Band = z.object({
  kind: z.string(),
  n: z.int(),
  points: z
    .array(z.object({ x: z.number(), mean: z.number(), low: z.number().nullable(), high: z.number().nullable() }))
    .readonly(),
});

/** What evaluations show of active against random collection on one panel. Money in minor units. */
export const EfficiencyOutput = z.object({
  currency: z.string(),
  axis: z.enum(AXES),
  target: z.number().nullable(),
  panel: z.object({ id: z.int(), name: z.string(), starts: z.int() }).nullable(),
  strategy: z.string().nullable(),
  strategies: z.array(z.object({ strategy: z.string(), runs: z.int(), comparison: Comparison.nullable() })),
  bands: z.array(z.object({ arm: z.enum(ARMS), band: Band })),
  /** Where there is no random arm, what goes by its name, and why it is not it; no figure rests on it. */
  standIn: z.object({ why: z.enum(NOT_RANDOM), band: Band }).nullable(),
  comparison: Comparison.nullable(),
  onAxis: Comparison.nullable(),
  /** Evaluations that no figure rests on; runs of a random arm whose episodes were not all picked at random, or are not listed. */
  leftOut: z.object({
    noRun: z.int(),
    unknownTrainingSet: z.int(),
    noTrials: z.int(),
    randomSubset: z.int(),
    unlistedRandom: z.int(),
  }),
  /** Confirmed demonstrations that were picked at random, where the comparison ends; null in a simulated program, whose random arm records its own. */
  atRandom: z.int().nullable(),
  pays: z.object({ verdict: z.enum(PAYS_VERDICTS), net: Interval.nullable(), evidence: z.string() }),
  returnOnInvestment: z.object({ low: z.number().nullable(), high: z.number().nullable() }).nullable(),
  breakEvenSaving: z.number().nullable(),
});
