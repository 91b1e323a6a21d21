import type { JobName } from '../core/ports';
import { runScoring } from '../services/scoring/run-scoring';
import type { JobHandler } from './worker';

/** What the worker does, by name. Handlers may be called again for work that was cut off. */
export const jobs: { [N in JobName]?: JobHandler<N> } = {
  'score-checkpoint': (ctx, { scoringRunId }, signal) => runScoring(ctx, scoringRunId, signal),
};
