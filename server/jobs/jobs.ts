import type { JobName, JobPayloads } from '../core/ports';
import type { ProgramContext } from '../services/context';
import { abandonExperiment } from '../services/experiments/abandon';
import { runExperiment } from '../services/experiments/run-experiment';
import { abandonImport } from '../services/imports/abandon';
import { runImport } from '../services/imports/run-import';
import { abandonLabRound } from '../services/lab-rounds/abandon';
import { runLabRound } from '../services/lab-rounds/run-lab-round';
import { abandonScoring } from '../services/scoring/abandon';
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

/** What is noted about work in whose middle workers died too often, by name: that it failed, and how it goes on. */
export const abandoned: { [N in JobName]: (ctx: ProgramContext, payload: JobPayloads[N]) => Promise<void> } = {
  'import-episodes': (ctx, { importId }) => abandonImport(ctx, importId),
  'score-checkpoint': (ctx, { scoringRunId }) => abandonScoring(ctx, scoringRunId),
  'run-experiment': (ctx, { experimentId }) => abandonExperiment(ctx, experimentId),
  'run-lab-round': (ctx, { labRoundId }) => abandonLabRound(ctx, labRoundId),
};
