import { insertAudit, insertEvent } from '@/db/queries/record';
import { runs } from '@/db/schema/policies';
import type { RunInput } from '@/server/core/checkpoint/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Opens a lineage of checkpoints. Throws DomainError conflict for a name that is taken. */
export async function registerRun(ctx: ProgramContext, input: RunInput): Promise<{ runId: number }> {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(runs)
      .values({ programId: ctx.scope.programId, ...input })
      .onConflictDoNothing()
      .returning({ id: runs.id });
    if (!row) throw new DomainError('conflict', `There is a run "${input.name}" already. Take another name.`);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'runs.register',
      subject: input.name,
      details: { arm: input.arm, strategy: input.strategy, seed: input.seed },
    });
    await insertEvent(tx, ctx.scope, 'checkpoint');
    return { runId: row.id };
  });
}
