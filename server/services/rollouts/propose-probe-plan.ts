import { checkpointsOf } from '@/db/queries/checkpoints';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { replaceProposals } from '@/db/queries/rollout-plans';
import { probePlans } from '@/db/schema/rollout-plans';
import { DomainError } from '@/server/core/errors';
import { seededRandom } from '@/server/core/numeric/random';
import { drawSpread } from '@/server/core/rollouts/draw-spread';
import { levelCover } from '@/server/core/rollouts/level-cover';
import { MOST_ROLLOUTS, type ProposeProbePlanInput } from '@/server/core/rollouts/schema';
import type { ProgramContext } from '../context';
import { checkEnough, drivable } from './drivable';

/**
 * Draws configurations for a checkpoint to drive and keeps them as a proposal, in place of one for it that nobody
 * published; nothing reaches operators before it is published. Throws not_found for a checkpoint that is not there, infeasible where fewer may be driven.
 */
export async function proposeProbePlan(
  ctx: ProgramContext,
  { checkpointId, ...wanted }: ProposeProbePlanInput,
): Promise<{ probePlanId: number }> {
  const [[checkpoint], matrix] = await Promise.all([
    checkpointsOf(ctx.db, ctx.scope, checkpointId),
    drivable(ctx, wanted.driveUnknown),
  ]);
  if (!checkpoint)
    throw new DomainError('not_found', 'There is no such checkpoint in this program. Register it first.');
  const size = matrix.pool.room.length;
  const count = Math.max(1, Math.round((wanted.sharePercent / 100) * size));
  if (count * wanted.rollouts > MOST_ROLLOUTS)
    throw new DomainError(
      'invalid',
      `${count} configurations with ${wanted.rollouts} rollouts each are more than ${MOST_ROLLOUTS}. Take a smaller share.`,
    );
  checkEnough(matrix, count);
  const seed = wanted.seed ?? `${ctx.scope.slug.slice(0, 30)}/${checkpoint.name.slice(0, 48)}`;
  const atRandom = Math.round((wanted.randomPercent / 100) * count);
  const draw = drawSpread(matrix.pool, count, atRandom, seededRandom(`probe-plan/${seed}`));
  const drawn = [...draw.random, ...draw.dealt];

  const now = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    await replaceProposals(tx, ctx.scope, checkpointId, now);
    const [{ id }] = await tx
      .insert(probePlans)
      .values({
        programId: ctx.scope.programId,
        checkpointId,
        request: { ...wanted, seed, driveUnknown: matrix.unknownAllowed },
        summary: {
          matrix: size,
          usable: matrix.usable,
          heldBack: matrix.heldBack,
          cover: levelCover(matrix.pool, drawn),
        },
        configurationIds: drawn.map((i) => matrix.ids[i]),
        atRandom,
        createdBy: ctx.actor.personId,
        createdAt: now,
      })
      .returning({ id: probePlans.id });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'probe-plans.propose',
      subject: String(id),
      details: { checkpointId, configurations: count, seed, driveUnknown: matrix.unknownAllowed },
    });
    await insertEvent(tx, ctx.scope, 'schedule', id);
    return { probePlanId: id };
  });
}
