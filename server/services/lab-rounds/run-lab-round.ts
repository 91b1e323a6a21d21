import { changeLabRound, lastLabRound } from '@/db/queries/lab-rounds';
import { insertEvent } from '@/db/queries/record';
import { phaseOf, withStep } from '@/server/core/experiment/loop';
import type { ProgramContext } from '../context';
import { createToken } from '../people/create-token';
import { revokeToken } from '../people/revoke-token';

/**
 * Has the lab work a round off through the API, with a token of its own for as long as that takes, or go on with one
 * that was cut off. What went wrong is kept on the round as a sentence; one cut off by the end of its worker stays to
 * be taken up again.
 */
export async function runLabRound(ctx: ProgramContext, labRoundId: number, signal: AbortSignal): Promise<void> {
  const row = await lastLabRound(ctx.db, ctx.scope);
  if (row?.id !== labRoundId || !(await change(ctx, labRoundId, { state: 'running' }))) return;
  const { id: tokenId, secret } = await createToken(ctx, {
    name: `simulated lab, round ${labRoundId}`,
    scopes: ['read', 'collect', 'data', 'plan'],
    expiresInDays: 1,
  });
  let { steps } = row;
  try {
    await ctx.lab.runRound({
      token: secret,
      signal,
      async told(step, ended) {
        const known = phaseOf(step);
        if (!known) return;
        steps = withStep(steps, known, ctx.clock.now().toISOString(), ended);
        await change(ctx, labRoundId, { steps });
      },
    });
    await change(ctx, labRoundId, { state: 'done', finishedAt: ctx.clock.now() });
  } catch (error) {
    if (signal.aborted) throw error;
    const told = error instanceof Error ? error.message : String(error);
    await change(ctx, labRoundId, { state: 'failed', error: told, finishedAt: ctx.clock.now() });
  } finally {
    await revokeToken(ctx, tokenId);
  }
}

async function change(ctx: ProgramContext, id: number, to: Parameters<typeof changeLabRound>[3]): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const changed = await changeLabRound(tx, ctx.scope, id, to);
    if (changed) await insertEvent(tx, ctx.scope, 'experiment', id);
    return changed;
  });
}
