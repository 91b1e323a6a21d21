import { z } from 'zod';
import { PICK_KINDS } from '../collect/words';
import { FactorKey, LevelName } from '../matrix/schema';

const Percent = z.int().min(1).max(100);

/** Shares of the batch, in integer percent of its demonstrations; null is the lead's recorded choice of no cap. */
export const Caps = z.object({
  perFactor: z.record(FactorKey, Percent.nullable()).default({}),
  perConfiguration: Percent.nullable().default(20),
});
export type Caps = z.infer<typeof Caps>;

/** A budget: what is left, what one demonstration costs and what preparing a configuration costs, all in one unit. */
export const Budget = z.object({
  limit: z.number().min(0),
  perDemonstration: z.number().min(0),
  perSetup: z.number().min(0).default(0),
});
export type Budget = z.infer<typeof Budget>;

/** Limits of one batch. Money is in minor units; hours are hours of operator time. */
export const Limits = z
  .object({
    minPerConfiguration: z.int().min(1).max(5000).default(1),
    maxPerConfiguration: z.int().min(1).max(5000).nullable().default(null),
    money: Budget.nullable().default(null),
    hours: Budget.nullable().default(null),
    /** Most demonstrations a level can stand in this batch, because there is little of it. */
    scarce: z.array(z.object({ factor: FactorKey, level: LevelName, maximum: z.int().min(0) })).default([]),
  })
  .refine((l) => l.maxPerConfiguration === null || l.maxPerConfiguration >= l.minPerConfiguration, {
    message: 'The maximum per configuration is below the minimum.',
  });
export type Limits = z.infer<typeof Limits>;

export const StrategyName = z.enum([
  'success-gain',
  'dpp',
  'top-k',
  'k-center',
  'random',
  'stratified-random',
  'query-by-committee',
  'expected-model-change',
  'k-means',
  'k-medoids',
  'dpp-map',
  'badge',
  'density-weighted',
  'ranked-batch',
  'task-balanced',
  'stream',
  'hybrid',
  'facility-location',
  'allocator',
]);
export type StrategyName = z.infer<typeof StrategyName>;

/** What a batch is chosen by unless its lead says otherwise: what did best in the simulated lab, on designs it was not tuned on. */
export const DEFAULT_STRATEGY: StrategyName = 'success-gain';

/** What disagreement and novelty count for in the hybrid strategy, against each other. */
export const HybridWeights = z
  .object({ disagreement: z.number().min(0).max(100), novelty: z.number().min(0).max(100) })
  .refine(({ disagreement, novelty }) => disagreement + novelty > 0, 'One of the two weights is above 0.');
export type HybridWeights = z.infer<typeof HybridWeights>;

export const ProposalRequest = z.object({
  demonstrations: z.int().min(1, 'Ask for at least one demonstration.').max(5000, 'A batch has at most 5000.'),
  /** Most demonstrations of one configuration recorded in a row; a block is smaller where a cap or the batch ends it. */
  blockSize: z.int().min(1).max(100).default(5),
  strategy: StrategyName.default(DEFAULT_STRATEGY),
  /** Absent: equal weights. Only the hybrid strategy reads them. */
  hybrid: HybridWeights.optional(),
  /** Weight of the spread in mean + beta·sd. */
  beta: z.number().min(0).max(10).default(1),
  reservePercent: z.int().min(0).max(100).default(20),
  caps: Caps.prefault({}),
  limits: Limits.prefault({}),
  /** `exact` refuses a batch it cannot fill; `upTo` takes the largest batch below it that keeps every limit. */
  fill: z.enum(['exact', 'upTo']).default('exact'),
  seed: z.string().min(1).max(64).default('1'),
});
export type ProposalRequest = z.infer<typeof ProposalRequest>;
/** What a form or file may leave out. */
export type ProposalDraft = z.input<typeof ProposalRequest>;

/** The constraint that refuses a block. Counts are demonstrations of the whole batch. */
export const Binding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('level'), factor: z.string(), level: z.string(), most: z.number(), scarce: z.boolean() }),
  z.object({ kind: z.literal('configuration'), most: z.number() }),
  z.object({ kind: z.literal('minimum'), least: z.number() }),
  z.object({ kind: z.enum(['money', 'hours']), left: z.number() }),
  /** No one cap refuses it, but with it the rest of the batch could not be placed. */
  z.object({ kind: z.literal('completion') }),
]);
export type Binding = z.infer<typeof Binding>;

/** A constraint that turned better blocks away, how often, and what it cost in the units of `value`. */
export const BoundConstraint = z.object({
  binding: Binding,
  blocks: z.number(),
  /** `solved again`: against the batch selected without it. `marginal`: gains turned away less gains taken instead. */
  lost: z
    .object({ value: z.number(), by: z.enum(['solved again', 'marginal']) })
    .nullable()
    .default(null),
});
export type BoundConstraint = z.infer<typeof BoundConstraint>;

/** Why a block is in a schedule, as stored with it. Configurations are named by their ids. */
export const PickReason = z.object({
  kind: z.enum(PICK_KINDS),
  strategy: StrategyName,
  /** Disagreement and its spread; null where nothing is scored. */
  score: z.number().nullable(),
  spread: z.number().nullable(),
  /** Factor on both for demonstrations that are there already; null where there is none, or it was not known yet. */
  discount: z.number().nullable().default(null),
  /** Probability of failure that the strategy went by, 0 to 1; null where it did not. */
  failure: z.number().nullable().default(null),
  /** The score was interpolated, not measured on rollouts there. */
  interpolated: z.boolean(),
  /** The most similar configuration with evidence (rollouts or confirmed demonstrations). */
  nearestEvidence: z.object({ configurationId: z.number(), similarity: z.number() }).nullable(),
  gain: z.number().nullable(),
  boundBy: Binding.nullable(),
  /** What would have been picked at this moment without the constraint. */
  insteadOf: z.object({ configurationId: z.number(), gain: z.number() }).nullable(),
});
export type PickReason = z.infer<typeof PickReason>;

/** One block of a proposal; `index` is its configuration's place in the pool. */
export interface ProposedBlock {
  index: number;
  configurationId: number;
  demonstrations: number;
  reason: PickReason;
}

/** How well groups of similar configurations hold apart. */
export const ClusterFigures = z.object({
  groups: z.number(),
  /** Configurations with room, and those among them that the figures are taken on. */
  configurations: z.number(),
  measuredOn: z.number(),
  /** Mean silhouette, −1 to 1: 1 is well apart, 0 side by side. */
  silhouette: z.number(),
  /** Davies–Bouldin index, smaller is further apart; null where two groups have one middle. */
  daviesBouldin: z.number().nullable(),
});
export type ClusterFigures = z.infer<typeof ClusterFigures>;

/** What a proposal comes to, as stored with it. Counts are demonstrations. */
export const ProposalSummary = z.object({
  requested: z.number(),
  demonstrations: z.number(),
  blocks: z.number(),
  configurations: z.number(),
  reserve: z.number(),
  pinned: z.number(),
  /** Σ of the gains of the scored or covering blocks. */
  value: z.number(),
  /** Below the bootstrap size: disagreement was not used, unless the lead overrode it with this reason. */
  bootstrap: z.object({ trainingSetSize: z.number(), below: z.number(), override: z.string().nullable() }).nullable(),
  /** What an exact method proved about the strategy's part: nothing that places as much is worth more than `bound`. */
  optimum: z
    .object({
      method: z.enum(['greedy', 'flow', 'integer program']),
      value: z.number(),
      bound: z.number(),
      gap: z.number(),
      /** The solver stopped at its node limit; a replay uses its stored solution. */
      limited: z.boolean(),
      /** What as many demonstrations could be worth without caps and in fractions, and what one more would add there. */
      free: z.object({ value: z.number(), marginal: z.number() }).nullable().default(null),
    })
    .nullable()
    .default(null),
  /** Of a strategy that looks for groups: what its blocks stand for. */
  clusters: ClusterFigures.nullable().default(null),
  /** Every level in the batch against its cap; null is no cap. */
  shares: z.array(
    z.object({ factor: z.string(), level: z.string(), demonstrations: z.number(), cap: z.number().nullable() }),
  ),
  /** Constraints that turned better blocks away, with how often. */
  bound: z.array(BoundConstraint),
  /** Factors whose cap is the smallest feasible one: the split among their levels is forced and leaves nothing to prioritise. */
  forcedEqual: z.array(z.string()),
});
export type ProposalSummary = z.infer<typeof ProposalSummary>;

/** Configurations kept out before selection, by reason. Counts are configurations. */
export const HeldBack = z.object({
  rules: z.array(z.object({ ruleId: z.int(), reason: z.string(), configurations: z.int() })),
  held: z.int(),
  unknown: z.int(),
});
export type HeldBack = z.infer<typeof HeldBack>;

/** A lead's standing choice for a cap, as printed on every schedule made under it. */
export const PrintedCapChoice = z.object({
  subject: z.string(),
  percent: z.int().nullable(),
  reason: z.string(),
  chosenByName: z.string(),
  /** ISO instant. */
  chosenAt: z.string(),
});
export type PrintedCapChoice = z.infer<typeof PrintedCapChoice>;

/** What is stored with a schedule: what the proposal comes to, and what stood around the decision at that moment. */
export const ScheduleSummary = ProposalSummary.extend({
  heldBack: HeldBack,
  capChoices: z.array(PrintedCapChoice),
  /** Why the scores were stale, when the lead went on all the same. */
  stale: z.string().nullable(),
  /** False where unmeasured configurations were ranked by spread alone, as interpolation said nothing about them. */
  informative: z.boolean().nullable(),
  /** Levels swapped between successive blocks, in recording order. */
  changeovers: z.int(),
  /** Cost of the batch and its round in minor units, at the cost in force then; null when no cost is known. */
  costMinor: z.number().nullable(),
});
export type ScheduleSummary = z.infer<typeof ScheduleSummary>;

/** What a lead asks for; the rest comes from the program. Caps are the program's, changed only by a recorded choice. */
export const ProposeInput = z.object({
  demonstrations: ProposalRequest.shape.demonstrations,
  strategy: ProposalRequest.shape.strategy,
  hybrid: ProposalRequest.shape.hybrid,
  blockSize: z.int().min(1).max(100).optional(),
  fill: ProposalRequest.shape.fill,
  limits: ProposalRequest.shape.limits,
  /** Made from the scoring run when absent. */
  seed: z.string().min(1).max(64).optional(),
  /** A finished scoring run; the newest when absent. */
  scoringRunId: z.int().optional(),
  /** Why to go on although the scores are stale. */
  override: z.string().trim().min(3, 'Give a reason of at least 3 letters.').max(300).optional(),
  /** Why to use disagreement although the training set is below the bootstrap size. */
  bootstrapOverride: z.string().trim().min(3, 'Give a reason of at least 3 letters.').max(300).optional(),
  /** Pins what the last closed round left undone. */
  carryOver: z.boolean().default(false),
});
export type ProposeInput = z.infer<typeof ProposeInput>;
