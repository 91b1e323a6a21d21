import { insertAudit, insertEvent } from '@/db/queries/record';
import { changeScoringRun, scoringRunById } from '@/db/queries/scoring-runs';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { enqueueScoring } from './start';

async function runOf(ctx: ProgramContext, scoringRunId: number) {
  const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
  if (!run) throw new DomainError('not_found', `There is no scoring run ${scoringRunId} in this program.`);
  return run;
}

/** Stops a scoring run that waits or goes on; predictions computed so far stay cached. Throws not_found, conflict. */
export async function cancelScoring(ctx: ProgramContext, scoringRunId: number): Promise<void> {
  const run = await runOf(ctx, scoringRunId);
  await ctx.db.transaction(async (tx) => {
    const change = { state: 'cancelled' as const, finishedAt: ctx.clock.now() };
    if (!(await changeScoringRun(tx, ctx.scope, scoringRunId, ['queued', 'running'], change)))
      throw new DomainError('conflict', `This scoring is ${run.state}, so there is nothing to cancel.`);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'scoring.cancel',
      subject: String(scoringRunId),
    });
    await insertEvent(tx, ctx.scope, 'scoring', scoringRunId);
  });
}

/** Takes a cancelled or failed scoring run up again, where it stopped. Throws not_found, conflict. */
export async function resumeScoring(ctx: ProgramContext, scoringRunId: number): Promise<void> {
  const run = await runOf(ctx, scoringRunId);
  await ctx.db.transaction(async (tx) => {
    const change = { state: 'queued' as const, finishedAt: null, error: null };
    if (!(await changeScoringRun(tx, ctx.scope, scoringRunId, ['cancelled', 'failed'], change)))
      throw new DomainError('conflict', `This scoring is ${run.state}, so there is nothing to resume.`);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'scoring.resume',
      subject: String(scoringRunId),
    });
    await insertEvent(tx, ctx.scope, 'scoring', scoringRunId);
  });
  await enqueueScoring(ctx, scoringRunId);
}
