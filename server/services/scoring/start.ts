import { cachedMoments } from '@/db/queries/moments';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { liveScoringRuns } from '@/db/queries/scoring-runs';
import { scoringRuns } from '@/db/schema/policies';
import type { StartScoringInput } from '@/server/core/checkpoint/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { checkMembers } from './check-members';
import { checkScale } from './frozen-scale';
import { checkNovelty } from './novelty';
import { planScoring } from './plan';

/**
 * Starts scoring a checkpoint on the probe rollouts it can be scored on; the worker does it. Throws DomainError
 * conflict when it is being scored, invalid with the figures when nothing can be scored, no scale can be frozen, no
 * novelty be measured that the form names, or the members cannot be compared; nothing is started then.
 */
export async function startScoring(ctx: ProgramContext, input: StartScoringInput) {
  const plan = await planScoring(ctx, input.checkpointId, input.form);
  const live = await liveScoringRuns(ctx.db, ctx.scope);
  if (live.some((run) => run.checkpointId === input.checkpointId))
    throw new DomainError('conflict', `${plan.checkpoint.name} is being scored already. Wait for it, or cancel it.`);
  if (input.form.scaling === 'frozen' && !plan.scalar) await checkScale(ctx, plan.checkpoint);
  await checkNovelty(ctx, plan, input.form);
  const cached = await cachedMoments(
    ctx.db,
    ctx.scope,
    plan.rollouts.map((rollout) => rollout.key),
  );
  // What is cached was checked when it was computed.
  if (cached.size < plan.rollouts.length) await checkMembers(ctx, plan);

  const scoringRunId = await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(scoringRuns)
      .values({
        programId: ctx.scope.programId,
        checkpointId: input.checkpointId,
        form: input.form,
        episodesTotal: plan.rollouts.length,
        framesTotal: plan.rollouts.reduce((sum, rollout) => sum + rollout.frames, 0),
        startedBy: ctx.actor.personId,
      })
      .returning({ id: scoringRuns.id });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'scoring.start',
      subject: plan.checkpoint.name,
      details: { form: input.form, rollouts: plan.rollouts.length },
    });
    await insertEvent(tx, ctx.scope, 'scoring', row.id);
    return row.id;
  });
  await enqueueScoring(ctx, scoringRunId);
  return { scoringRunId, rollouts: plan.rollouts.length, cached: cached.size, left: plan.left };
}

/** Hands a queued scoring run to the worker. */
export async function enqueueScoring(ctx: ProgramContext, scoringRunId: number): Promise<void> {
  await ctx.queue.enqueue(
    'score-checkpoint',
    { programId: ctx.scope.programId, scoringRunId },
    `scoring-${scoringRunId}`,
  );
}
