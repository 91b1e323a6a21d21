import { checkpointByName, insertEvaluation, panelByName, startsOf } from '@/db/queries/evaluations';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { insertRollouts, openEvaluation } from '@/db/queries/rollout-plans';
import { DomainError } from '@/server/core/errors';
import type { StartEvaluationInput } from '@/server/core/rollouts/schema';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';
import { type Drivable, drivable, drivingOrder, heldBackInWords } from './drivable';

/**
 * Publishes the evaluation of a checkpoint on a frozen panel: an assignment for each of its configurations, with its
 * starts. It is complete when all have been tried. Throws conflict while the same one is open, infeasible where the panel
 * has configurations that may not be driven, because a panel is tried whole or not at all.
 */
export async function startEvaluation(
  ctx: ProgramContext,
  input: StartEvaluationInput,
): Promise<{ evaluationId: number; assignments: number; trials: number }> {
  const [checkpoint, panel] = await Promise.all([
    checkpointByName(ctx.db, ctx.scope, input.checkpoint),
    panelByName(ctx.db, ctx.scope, input.panel),
  ]);
  if (!checkpoint)
    throw new DomainError(
      'not_found',
      `There is no checkpoint "${input.checkpoint}" in this program. Register it first.`,
    );
  if (!panel) throw new DomainError('not_found', `There is no panel "${input.panel}". Freeze it first.`);
  const [starts, matrix] = await Promise.all([startsOf(ctx.db, panel.id), drivable(ctx, input.driveUnknown)]);
  const counts = new Map<number, number>();
  for (const { configurationId } of starts) counts.set(configurationId, (counts.get(configurationId) ?? 0) + 1);
  const ids = [...counts.keys()];
  const order = drivingOrder(matrix, indicesOf(matrix, ids));
  const now = ctx.clock.now();

  const evaluationId = await ctx.db.transaction(async (tx) => {
    if (await openEvaluation(tx, ctx.scope, checkpoint.id, panel.id))
      throw new DomainError('conflict', `${checkpoint.name} is being evaluated on "${panel.name}" already.`);
    const id = await insertEvaluation(
      tx,
      ctx.scope,
      {
        checkpointId: checkpoint.id,
        panelId: panel.id,
        plannedTrials: starts.length,
        note: input.note,
        createdAt: now,
        createdBy: ctx.actor.personId,
      },
      [],
    );
    const rows = order.map((at) => ({ configurationId: ids[at], wanted: counts.get(ids[at]) ?? 1, drawn: null }));
    await insertRollouts(tx, ctx.scope, rows, { kind: 'evaluation_trial', evaluationId: id, now });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'evaluations.start',
      subject: String(id),
      details: { checkpoint: checkpoint.name, panel: panel.name, driveUnknown: matrix.unknownAllowed },
    });
    await insertEvent(tx, ctx.scope, 'evaluation', id);
    await insertEvent(tx, ctx.scope, 'assignment');
    return id;
  });
  await remakePlan(ctx);
  return { evaluationId, assignments: ids.length, trials: starts.length };
}

/** Pool indices of the panel's configurations. Throws infeasible where one of them may not be driven. */
function indicesOf({ ids, pool, heldBack }: Drivable, wanted: readonly number[]): number[] {
  const indexOf = new Map(Array.from(ids, (id, i) => [id, i]));
  const indices = wanted.flatMap((id) => {
    const index = indexOf.get(id);
    return index !== undefined && pool.room[index] > 0 ? [index] : [];
  });
  if (indices.length === wanted.length) return indices;
  const unknown =
    heldBack.unknown > 0
      ? ' Allow the policy to drive what no policy has driven yet, deliberately, or freeze a panel without these.'
      : ' Freeze a panel without these.';
  throw new DomainError(
    'infeasible',
    `${wanted.length - indices.length} of the panel's ${wanted.length} configurations may not be driven. Of the whole matrix: ${heldBackInWords(heldBack)}.${unknown}`,
  );
}
