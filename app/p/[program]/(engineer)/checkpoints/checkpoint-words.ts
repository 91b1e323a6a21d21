import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '@/server/routers';

export type Checkpoint = inferRouterOutputs<AppRouter>['checkpoints']['list'][number];

/** The page's one line: how many there are, which is current, whether it has been scored. */
export function checkpointsAnswer(checkpoints: readonly Checkpoint[]): string {
  if (checkpoints.length === 0) return 'No policy is registered, so nothing can be scored yet.';
  const registered = `${checkpoints.length} registered`;
  const current = checkpoints.find((row) => row.isCurrent);
  if (!current) return `${registered}; none is marked as current.`;
  const size =
    current.trainingSetSize === null
      ? 'with an unknown training set'
      : `trained on ${current.trainingSetSize.toLocaleString('en')} demonstrations`;
  return `${registered}. ${current.name}, ${size}, is current and has ${current.scoringRunId === null ? 'not been scored' : 'been scored'}.`;
}

/** What a checkpoint is, in a few words. */
export function formWords({ form, members }: Checkpoint): string {
  if (form === 'ensemble') return members === 0 ? 'ensemble, members not kept' : `ensemble of ${members}`;
  return form === 'stochastic' ? 'one stochastic model' : 'recorded predictions';
}

/** Size of the training set; declared ones are said to be. */
export function trainedWords({ trainingSetSize, trainingSetListed }: Checkpoint): string {
  if (trainingSetSize === null) return 'unknown';
  return `${trainingSetSize.toLocaleString('en')}${trainingSetListed ? '' : ' declared'}`;
}
