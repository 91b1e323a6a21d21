import { z } from 'zod';
import { EPISODE_KINDS } from '../core/collect/words';
import { OUTCOMES } from '../core/recording/outcome';
import { FactorRule } from '../core/recording/schema';

/** Something found wrong in a recording, in a sentence. */
const Problem = z.object({
  severity: z.enum(['error', 'warning']),
  episode: z.int().nullable(),
  file: z.string().nullable(),
  message: z.string(),
});

const Profile = z.object({
  name: z.string(),
  values: z.array(z.object({ value: z.string(), episodes: z.int() })),
  distinct: z.int(),
  absent: z.int(),
  sample: z.array(z.number()),
});

const Outcomes = z.object({
  success: z.int(),
  failure: z.int(),
  unknown: z.int(),
  sources: z.array(z.object({ source: z.string(), episodes: z.int() })),
});

/** What a dry run found. */
export const Inspection = z.object({
  name: z.string(),
  format: z.enum(['lerobot-v2.1', 'lerobot-v3.0', 'robomimic', 'manifest']),
  version: z.string(),
  robotType: z.string().nullable(),
  fps: z.number().nullable(),
  episodes: z.int(),
  frames: z.int(),
  shortest: z.int(),
  longest: z.int(),
  features: z.array(
    z.object({
      name: z.string(),
      dtype: z.string(),
      shape: z.array(z.int()),
      names: z.array(z.string()).nullable(),
      readable: z.boolean(),
    }),
  ),
  fingerprintedBy: z.array(z.string()),
  outcomes: Outcomes,
  tasks: z.array(z.object({ text: z.string(), episodes: z.int() })),
  attributes: z.array(Profile),
  attributeColumns: z.array(z.string()),
  columns: z.array(Profile),
  errors: z.int(),
  left: z.int(),
  problems: z.array(Problem),
  factors: z.array(z.object({ key: z.string(), name: z.string(), levels: z.array(z.string()) })),
  guesses: z.record(z.string(), z.object({ rule: FactorRule, why: z.string() }).nullable()),
});

/** What an import under a mapping would do. */
export const ImportPreview = z.object({
  episodes: z.int(),
  mapped: z.int(),
  configurations: z.int(),
  cells: z.array(z.object({ levels: z.array(z.string()), episodes: z.int() })),
  unmapped: z.array(z.object({ reason: z.string(), episodes: z.int() })),
  outcomes: Outcomes,
  missingLevels: z.array(z.object({ factor: z.string(), levels: z.array(z.string()) })),
});

/** One recorded import; `result` says in words what it came to. */
export const ImportRecord = z.object({
  id: z.int(),
  name: z.string(),
  state: z.enum(['queued', 'running', 'complete', 'partial', 'failed']),
  kind: z.enum(['demonstration', 'probe_rollout']),
  result: z.string(),
  datasetId: z.int().nullable(),
  episodesTotal: z.int(),
  episodesDone: z.int(),
  episodesAdded: z.int(),
  episodesKnown: z.int(),
  framesTotal: z.int(),
  left: z.array(Problem),
  warnings: z.array(Problem),
  error: z.string().nullable(),
  startedBy: z.string().nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
});

/** A page of episodes. */
export const EpisodePage = z.object({
  total: z.int(),
  rows: z.array(
    z.object({
      id: z.int(),
      kind: z.enum(EPISODE_KINDS),
      datasetId: z.int(),
      datasetName: z.string(),
      importId: z.int(),
      sourceIndex: z.int(),
      configurationId: z.int().nullable(),
      levels: z.array(z.string()),
      frames: z.int(),
      durationMs: z.int().nullable(),
      taskText: z.string(),
      outcome: z.enum(OUTCOMES),
      excluded: z.boolean(),
      checkpointName: z.string().nullable(),
      createdAt: z.string(),
    }),
  ),
});

/** How an import's episodes were matched with logged attempts. */
export const Matching = z.object({
  matched: z.int(),
  toConfirm: z.int(),
  unmatched: z.int(),
  proposals: z.array(
    z.object({
      id: z.int(),
      episodeId: z.int(),
      episode: z.int(),
      episodeMs: z.number().nullable(),
      task: z.string(),
      attemptMs: z.number().nullable(),
      attemptAt: z.date(),
      levels: z.array(z.string()),
      why: z.string(),
    }),
  ),
});
