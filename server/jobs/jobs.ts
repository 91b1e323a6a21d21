import type { JobName, JobPayloads } from '../core/ports';
import type { ProgramContext } from '../services/context';
import { runExperiment } from '../services/experiments/run-experiment';
import { runImport } from '../services/imports/run-import';
import { runLabRound } from '../services/lab-rounds/run-lab-round';
import { runScoring } from '../services/scoring/run-scoring';

export type JobHandler<N extends JobName> = (
  ctx: ProgramContext,
  payload: JobPayloads[N],
  signal: AbortSignal,
) => Promise<void>;

/** What the worker does, by name. Handlers may be called again for work that was cut off. */
export const jobs: { [N in JobName]: JobHandler<N> } = {
  'import-episodes': (ctx, { importId }, signal) => runImport(ctx, importId, signal),
  'score-checkpoint': (ctx, { scoringRunId }, signal) => runScoring(ctx, scoringRunId, signal),
  'run-experiment': (ctx, { experimentId }, signal) => runExperiment(ctx, experimentId, signal),
  'run-lab-round': (ctx, { labRoundId }, signal) => runLabRound(ctx, labRoundId, signal),
};
