import { z } from 'zod';
import { CHECKPOINT_FORMS } from '../core/checkpoint/schema';
import { ARMS } from '../core/collect/words';
import { OUTCOMES } from '../core/recording/outcome';
import { ScoringForm } from '../core/uncertainty/schema';

const SCORING_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export const RunOutput = z.object({
  id: z.int(),
  name: z.string(),
  arm: z.enum(ARMS),
  strategy: z.string(),
  seed: z.int(),
  createdAt: z.date(),
});

export const TrainingSetOutput = z.object({
  id: z.int(),
  name: z.string(),
  size: z.int(),
  seed: z.int().nullable(),
  hash: z.string().nullable(),
  createdAt: z.date(),
});

/** A checkpoint as lists show it. */
export const CheckpointOutput = z.object({
  id: z.int(),
  name: z.string(),
  form: z.enum(CHECKPOINT_FORMS),
  runId: z.int().nullable(),
  runName: z.string().nullable(),
  arm: z.enum(ARMS).nullable(),
  trainingSetId: z.int().nullable(),
  trainingSetName: z.string().nullable(),
  trainingSetSize: z.int().nullable(),
  /** Whether the list of episodes is known, not the size alone. */
  trainingSetListed: z.boolean(),
  chunkLength: z.int(),
  executedSteps: z.int(),
  actionDims: z.int(),
  isCurrent: z.boolean(),
  createdAt: z.date(),
  members: z.int(),
  /** The newest finished scoring. */
  scoringRunId: z.int().nullable(),
});

const LeftOutput = z.object({ dataset: z.string(), rollouts: z.int(), reason: z.string() });

export const StartedOutput = z.object({
  scoringRunId: z.int(),
  rollouts: z.int(),
  /** Rollouts whose predictions were computed before. */
  cached: z.int(),
  /** Rollouts that cannot be scored, and why. */
  left: z.array(LeftOutput),
});

export const ScoringOutput = z.object({
  id: z.int(),
  checkpointId: z.int(),
  checkpointName: z.string(),
  executedSteps: z.int(),
  trainingSetSize: z.int().nullable(),
  form: ScoringForm,
  state: z.enum(SCORING_STATES),
  episodesTotal: z.int(),
  episodesDone: z.int(),
  framesTotal: z.int(),
  framesDone: z.int(),
  framesComputed: z.int(),
  computeMs: z.int(),
  ratePerSecond: z.number().nullable(),
  scale: z.object({ version: z.int(), source: z.string() }).nullable(),
  interpolation: z
    .object({
      configurations: z.int(),
      measured: z.int(),
      informative: z.boolean(),
      looR2: z.number().nullable(),
      looCoverage: z.number().nullable(),
      hyper: z.record(z.string(), z.number()),
    })
    .nullable(),
  /** The signal scores are made of, e.g. `disagreement`; `sample spread` of one stochastic model is mostly not ignorance. */
  measure: z.string().nullable(),
  threshold: z.number().nullable(),
  error: z.string().nullable(),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
});

const figure = z.number().nullable();

export const ScoringResultsOutput = z.object({
  factors: z.array(z.object({ key: z.string(), name: z.string() })),
  configurations: z.array(
    z.object({
      configurationId: z.int(),
      levels: z.array(z.string()),
      rollouts: z.int(),
      successes: z.int(),
      judged: z.int(),
      rawMean: z.number(),
      mean: z.number(),
      sd: z.number(),
      windowMax: z.number(),
    }),
  ),
  rollouts: z.array(
    z.object({
      episodeId: z.int(),
      dataset: z.string(),
      sourceIndex: z.int(),
      configurationId: z.int().nullable(),
      levels: z.array(z.string()).nullable(),
      outcome: z.enum(OUTCOMES),
      steps: z.int(),
      mean: figure,
      p95: figure,
      windowMax: figure,
      max: figure,
      firstStep: figure,
      /** Mean over the steps of every signal, by name. */
      signals: z.record(z.string(), z.number()),
      beyondLimits: figure,
      beyondDimension: z.int().nullable(),
    }),
  ),
  holds: z.array(
    z.object({
      id: z.int(),
      configurationId: z.int(),
      levels: z.array(z.string()),
      share: z.number(),
      dimension: z.string(),
      releasedAt: z.date().nullable(),
      releaseReason: z.string().nullable(),
    }),
  ),
  /** Scores of configurations, of unmeasured ones at most about 20,000. */
  distribution: z.array(z.object({ score: z.number(), interpolated: z.boolean() })),
  /** What the signal "novelty" is measured by, and against how many training episodes, or what is missing for it; null before a run is done, or where its form does not name it. */
  novelty: z.object({ feature: z.string().nullable(), trained: z.int(), missing: z.string().nullable() }).nullable(),
});

const SkillOutput = z.object({
  spearman: figure,
  auroc: z
    .object({
      failures: z.int(),
      successes: z.int(),
      auroc: z.number(),
      low: z.number(),
      high: z.number(),
      level: z.number(),
    })
    .nullable(),
});

/** Judged on the random reserve alone; null while it has no judged rollout. */
export const CalibrationOutput = z
  .object({
    rollouts: z.int(),
    configurations: z.int(),
    failures: z.int(),
    whole: SkillOutput,
    first: SkillOutput,
    reliability: z
      .object({
        bins: z.array(z.object({ count: z.int(), predicted: z.number(), observed: z.number() })),
        error: z.number(),
      })
      .nullable(),
    threshold: z.object({ threshold: z.number(), rollouts: z.int(), level: z.number() }).nullable(),
    ceiling: figure,
  })
  .nullable();

export const RolloutOutput = z.object({
  episodeId: z.int(),
  dataset: z.string(),
  index: z.int(),
  frames: z.int(),
  configurationId: z.int().nullable(),
});
