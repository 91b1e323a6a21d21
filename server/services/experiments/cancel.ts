import { changeExperiment, experimentById } from '@/db/queries/experiments';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { enqueueExperiment } from './start';

/** Stops an experiment that waits or goes on; arms that are done stay. Throws DomainError not_found, conflict. */
export async function cancelExperiment(ctx: ProgramContext, experimentId: number): Promise<void> {
  await settle(ctx, experimentId, 'cancel', ['queued', 'running'], {
    state: 'cancelled',
    finishedAt: ctx.clock.now(),
  });
}

/** Takes a cancelled or failed experiment up again; arms that are done are not run again. Throws DomainError not_found, conflict. */
export async function resumeExperiment(ctx: ProgramContext, experimentId: number): Promise<void> {
  await settle(ctx, experimentId, 'resume', ['cancelled', 'failed'], {
    state: 'queued',
    finishedAt: null,
    error: null,
  });
  await enqueueExperiment(ctx, experimentId);
}

async function settle(
  ctx: ProgramContext,
  id: number,
  act: 'cancel' | 'resume',
  from: Parameters<typeof changeExperiment>[3],
  change: Parameters<typeof changeExperiment>[4],
): Promise<void> {
  const row = await experimentById(ctx.db, ctx.scope, id);
  if (!row) throw new DomainError('not_found', `There is no experiment ${id} in this program.`);
  await ctx.db.transaction(async (tx) => {
    if (!(await changeExperiment(tx, ctx.scope, id, from, change)))
      throw new DomainError('conflict', `This experiment is ${row.state}, so there is nothing to ${act}.`);
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action: `experiments.${act}`, subject: String(id) });
    await insertEvent(tx, ctx.scope, 'experiment', id);
  });
}
