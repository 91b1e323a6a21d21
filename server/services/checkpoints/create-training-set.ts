import { and, eq } from 'drizzle-orm';
import type { Db } from '@/db/client';
import { confirmedDemonstrationIds, episodesForTraining, insertTrainingEpisodes } from '@/db/queries/checkpoints';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { trainingSets } from '@/db/schema/policies';
import type { TrainingSetInput } from '@/server/core/checkpoint/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** What a training set will be, decided before anything is written. */
export interface TrainingSetPlan {
  name: string;
  /** Demonstrations in it. */
  size: number;
  seed: number | null;
  /** SHA-256 of the sorted fingerprints; null where only the size is known. */
  hash: string | null;
  episodeIds: number[];
}

/**
 * Decides a training set: its episodes exist here, none is an evaluation trial, and only demonstrations count.
 * Throws DomainError not_found or invalid naming the episodes.
 */
export async function planTrainingSet(
  ctx: ProgramContext,
  input: Exclude<TrainingSetInput, { kind: 'existing' }>,
): Promise<TrainingSetPlan> {
  if (input.kind === 'declared')
    return {
      name: input.name || `${input.size} demonstrations, declared`,
      size: input.size,
      seed: input.seed,
      hash: null,
      episodeIds: [],
    };
  const ids =
    input.kind === 'episodes' ? [...new Set(input.episodeIds)] : await confirmedDemonstrationIds(ctx.db, ctx.scope);
  if (ids.length === 0)
    throw new DomainError('invalid', 'No demonstration is confirmed yet. Import demonstrations, or declare the size.');
  const rows = await episodesForTraining(ctx.db, ctx.scope, ids);
  const known = new Set(rows.map((row) => row.id));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0)
    throw new DomainError(
      'not_found',
      `${unknown.length} of ${ids.length} episodes are not in this program: ${unknown.slice(0, 5).join(', ')}${unknown.length > 5 ? ' …' : ''}.`,
    );
  const trials = rows.filter((row) => row.kind === 'evaluation_trial');
  if (trials.length > 0)
    throw new DomainError(
      'invalid',
      `Episode ${trials[0].id} is an evaluation trial, and trials are never trained on${trials.length > 1 ? ` (${trials.length} of these are)` : ''}. Leave it out.`,
    );
  const size = rows.filter((row) => row.kind === 'demonstration').length;
  const prints = rows.map((row) => row.fingerprint).sort();
  return {
    name: input.name || `${size} demonstrations${input.kind === 'confirmed' ? ', all confirmed' : ''}`,
    size,
    seed: input.seed,
    hash: ctx.secrets.sha256(prints.join('\n')),
    episodeIds: rows.map((row) => row.id),
  };
}

/** Writes a planned training set with its episodes and returns its id. */
export async function writeTrainingSet(tx: Db, ctx: ProgramContext, plan: TrainingSetPlan): Promise<number> {
  const { episodeIds, ...row } = plan;
  const [made] = await tx
    .insert(trainingSets)
    .values({ programId: ctx.scope.programId, ...row })
    .returning({ id: trainingSets.id });
  if (episodeIds.length > 0) await insertTrainingEpisodes(tx, ctx.scope, made.id, episodeIds);
  return made.id;
}

/** Freezes a training set of its own, for checkpoints to refer to. */
export async function createTrainingSet(
  ctx: ProgramContext,
  input: TrainingSetInput,
): Promise<{ trainingSetId: number; size: number; hash: string | null }> {
  if (input.kind === 'existing') {
    const [row] = await ctx.db
      .select()
      .from(trainingSets)
      .where(and(eq(trainingSets.programId, ctx.scope.programId), eq(trainingSets.id, input.trainingSetId)));
    if (!row) throw new DomainError('not_found', `There is no training set ${input.trainingSetId} in this program.`);
    return { trainingSetId: row.id, size: row.size, hash: row.hash };
  }
  const plan = await planTrainingSet(ctx, input);
  const trainingSetId = await ctx.db.transaction(async (tx) => {
    const id = await writeTrainingSet(tx, ctx, plan);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'training-sets.create',
      subject: plan.name,
      details: { size: plan.size, hash: plan.hash, seed: plan.seed },
    });
    await insertEvent(tx, ctx.scope, 'checkpoint', id);
    return id;
  });
  return { trainingSetId, size: plan.size, hash: plan.hash };
}
