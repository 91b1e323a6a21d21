import { insertAudit, insertEvent } from '@/db/queries/record';
import { experiments } from '@/db/schema/experiments';
import { armsOf } from '@/server/core/experiment/arms';
import type { Experiment } from '@/server/core/experiment/schema';
import type { ProgramContext } from '../context';
import { panelOf } from './panel';
import { programOfDesign } from './program-of-design';

/**
 * Starts an experiment; the worker does it. It is kept in the program of its design, whose id is answered with. Arms
 * that are there already, under the same settings, are not run again. Throws DomainError invalid for an unknown design.
 */
export async function startExperiment(ctx: ProgramContext, plan: Experiment) {
  const design = ctx.lab.design(plan.design);
  const inside = await programOfDesign(ctx, design);
  const panelId = await panelOf(inside, design, plan);
  const experimentId = await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(experiments)
      .values({
        programId: inside.scope.programId,
        plan,
        panelId,
        armsTotal: armsOf(plan).length,
        startedBy: ctx.actor.personId,
      })
      .returning({ id: experiments.id });
    await insertAudit(tx, inside.scope.programId, {
      actor: ctx.actor,
      action: 'experiments.start',
      subject: String(row.id),
      details: { ...plan },
    });
    await insertEvent(tx, inside.scope, 'experiment', row.id);
    return row.id;
  });
  await enqueueExperiment(inside, experimentId);
  return { experimentId, program: inside.scope.slug };
}

/** Hands a queued experiment to the worker. */
export async function enqueueExperiment(ctx: ProgramContext, experimentId: number): Promise<void> {
  const payload = { programId: ctx.scope.programId, experimentId };
  await ctx.queue.enqueue('run-experiment', payload, `experiment-${experimentId}`);
}
