import { insertEvent } from '@/db/queries/record';
import { changeScoringRun } from '@/db/queries/scoring-runs';
import type { ProgramContext } from '../context';

/** Ends a scoring run in whose middle workers died too often for it to be taken up by itself; it can be resumed. */
export async function abandonScoring(ctx: ProgramContext, scoringRunId: number): Promise<void> {
  const error = 'The worker ended in the middle of it too often. What was computed is kept; resume goes on from there.';
  const change = { state: 'failed' as const, error, finishedAt: ctx.clock.now() };
  await ctx.db.transaction(async (tx) => {
    await changeScoringRun(tx, ctx.scope, scoringRunId, ['queued', 'running'], change);
    await insertEvent(tx, ctx.scope, 'scoring', scoringRunId);
  });
}
