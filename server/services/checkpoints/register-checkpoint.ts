import { and, eq } from 'drizzle-orm';
import { actionSpaceFor, insertMembers, markCurrent, noteArtifacts, recordedFeatures } from '@/db/queries/checkpoints';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { checkpoints, runs } from '@/db/schema/policies';
import type { RegisterCheckpointInput } from '@/server/core/checkpoint/schema';
import { DomainError } from '@/server/core/errors';
import type { CardAction } from '@/server/core/policy/schema';
import type { ProgramContext } from '../context';
import { createTrainingSet, planTrainingSet, writeTrainingSet } from './create-training-set';
import { type PreparedMember, prepareMembers } from './prepare-members';

interface ActionShape {
  actions: CardAction[];
  chunkLength: number;
  executedSteps: number;
}

/** What the checkpoint predicts: as its members' cards say, or as declared for recorded predictions. */
function actionShape(input: RegisterCheckpointInput, members: readonly PreparedMember[]): ActionShape {
  if (members.length > 0) return members[0].card;
  const { actions, chunkLength = 1, executedSteps = chunkLength } = input.card;
  if (!actions)
    throw new DomainError(
      'invalid',
      'Recorded predictions need a card that names the action dimensions, such as {"actions": [{"name": "joint 1"}, …], "chunkLength": 16, "executedSteps": 8}. Nothing was registered.',
    );
  if (executedSteps > chunkLength)
    throw new DomainError(
      'invalid',
      `The robot cannot execute ${executedSteps} steps of a chunk of ${chunkLength}. Nothing was registered.`,
    );
  return { actions, chunkLength, executedSteps };
}

/**
 * Registers a checkpoint with its members, cards, run, training set and action limits. Files are read and models tried
 * before the one short transaction. Throws DomainError conflict (identical members, a taken name), not_found (run,
 * upload, episodes) or invalid, with the figures; nothing is registered then.
 */
export async function registerCheckpoint(
  ctx: ProgramContext,
  input: RegisterCheckpointInput,
): Promise<{ checkpointId: number; trainingSetSize: number | null }> {
  const run = input.runId === null ? null : await runById(ctx, input.runId);
  const members = await prepareMembers(ctx, input, await recordedFeatures(ctx.db, ctx.scope));
  const shape = actionShape(input, members);
  if (input.actionLimits && input.actionLimits.length !== shape.actions.length)
    throw new DomainError(
      'invalid',
      `${input.actionLimits.length} action limits came for ${shape.actions.length} action dimensions. Nothing was registered.`,
    );
  const wanted = input.trainingSet;
  const existing = wanted?.kind === 'existing' ? await createTrainingSet(ctx, wanted) : null;
  const plan = wanted && wanted.kind !== 'existing' ? await planTrainingSet(ctx, wanted) : null;

  const checkpointId = await ctx.db.transaction(async (tx) => {
    const trainingSetId = plan ? await writeTrainingSet(tx, ctx, plan) : (existing?.trainingSetId ?? null);
    const actionSpaceId = await actionSpaceFor(tx, ctx.scope, `Actions of ${input.name}`, shape.actions);
    const [row] = await tx
      .insert(checkpoints)
      .values({
        programId: ctx.scope.programId,
        runId: run?.id ?? null,
        name: input.name,
        form: input.form,
        trainingSetId,
        actionSpaceId,
        chunkLength: shape.chunkLength,
        executedSteps: shape.executedSteps,
        actionDims: shape.actions.length,
        actionLimits: input.actionLimits,
        createdBy: ctx.actor.personId,
      })
      .onConflictDoNothing({ target: [checkpoints.programId, checkpoints.name] })
      .returning({ id: checkpoints.id });
    if (!row)
      throw new DomainError(
        'conflict',
        `There is a checkpoint "${input.name}" already. Take another name; nothing was registered.`,
      );
    await noteArtifacts(
      tx,
      members.flatMap((member) => member.artifacts),
    );
    await insertMembers(
      tx,
      row.id,
      members.map(({ name, artifactKey, externalData, card }) => ({ name, artifactKey, externalData, card })),
    );
    if (input.current) await markCurrent(tx, ctx.scope, row.id);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'checkpoints.register',
      subject: input.name,
      details: { form: input.form, members: members.map((member) => member.artifactKey), run: run?.name ?? null },
    });
    await insertEvent(tx, ctx.scope, 'checkpoint', row.id);
    return row.id;
  });
  return { checkpointId, trainingSetSize: plan?.size ?? existing?.size ?? null };
}

async function runById(ctx: ProgramContext, runId: number) {
  const [row] = await ctx.db
    .select()
    .from(runs)
    .where(and(eq(runs.programId, ctx.scope.programId), eq(runs.id, runId)));
  if (!row) throw new DomainError('not_found', `There is no run ${runId} in this program.`);
  return row;
}
