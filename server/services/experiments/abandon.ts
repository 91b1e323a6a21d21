import { changeExperiment } from '@/db/queries/experiments';
import { insertEvent } from '@/db/queries/record';
import type { ProgramContext } from '../context';

/** Ends an experiment in whose middle workers died too often for it to be taken up by itself; it can be resumed. */
export async function abandonExperiment(ctx: ProgramContext, experimentId: number): Promise<void> {
  const error = 'The worker ended in the middle of it too often. Arms that are done are kept; resume runs the others.';
  const change = { state: 'failed' as const, error, finishedAt: ctx.clock.now() };
  await ctx.db.transaction(async (tx) => {
    await changeExperiment(tx, ctx.scope, experimentId, ['queued', 'running'], change);
    await insertEvent(tx, ctx.scope, 'experiment', experimentId);
  });
}
