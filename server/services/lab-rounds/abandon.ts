import { changeLabRound } from '@/db/queries/lab-rounds';
import { insertEvent } from '@/db/queries/record';
import type { ProgramContext } from '../context';

/** Ends a round in whose middle workers died too often for it to be taken up by itself; asked for again the lab goes on from there. */
export async function abandonLabRound(ctx: ProgramContext, labRoundId: number): Promise<void> {
  const error = 'The worker ended in the middle of it too often.';
  const change = { state: 'failed' as const, error, finishedAt: ctx.clock.now() };
  await ctx.db.transaction(async (tx) => {
    await changeLabRound(tx, ctx.scope, labRoundId, change);
    await insertEvent(tx, ctx.scope, 'experiment', labRoundId);
  });
}
