import { uploadsById } from '@/db/queries/checkpoints';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { cachedMoments, episodeById, insertMoments, someMomentsOf } from '@/db/queries/scoring';
import type { PostPredictionsInput } from '@/server/core/checkpoint/schema';
import { DomainError } from '@/server/core/errors';
import { encodeMoments } from '@/server/core/uncertainty/moments-codec';
import { momentsOfPosted, type PostedPredictions } from '@/server/core/uncertainty/posted-predictions';
import { encodeSteps, isSteps } from '@/server/core/uncertainty/steps-codec';
import { checkpointOf } from '../checkpoints/show-checkpoint';
import type { ProgramContext } from '../context';
import { MOMENTS } from './compute-moments';
import { type Checkpoint, momentsKey } from './plan';

const STEPS = 'application/x-rota-steps';

/** Takes predictions from an uploaded file. Throws as `postPredictions`, and not_found for an unknown upload. */
export async function postUploadedPredictions(ctx: ProgramContext, { uploadId, ...about }: PostPredictionsInput) {
  const [upload] = await uploadsById(ctx.db, ctx.scope, [uploadId]);
  if (!upload)
    throw new DomainError('not_found', `There is no upload ${uploadId} in this program. Upload the file again.`);
  const { key } = await ctx.artifacts.putFile(upload.path);
  return postPredictions(ctx, about, await ctx.artifacts.get(key));
}

/**
 * Keeps what a checkpoint of recorded predictions predicted on one probe rollout, as the same moments that running
 * members would have left. The same predictions twice are stored once. Throws DomainError not_found, conflict for
 * other predictions of the same episode, invalid with the figures for anything that does not fit.
 */
export async function postPredictions(
  ctx: ProgramContext,
  about: Omit<PostPredictionsInput, 'uploadId'>,
  file: Uint8Array,
): Promise<{ stored: boolean; steps: number }> {
  const checkpoint = await checkpointOf(ctx, about.checkpointId);
  if (checkpoint.form !== 'recorded')
    throw new DomainError(
      'invalid',
      `${checkpoint.name} has model files, so Rota runs it itself. Register a checkpoint of the form "recorded" for posted predictions.`,
    );
  const episode = await episodeById(ctx.db, ctx.scope, about.episodeId);
  if (!episode) throw new DomainError('not_found', `There is no episode ${about.episodeId} in this program.`);
  if (episode.kind !== 'probe_rollout')
    throw new DomainError(
      'invalid',
      `Episode ${episode.id} is ${episode.kind === 'evaluation_trial' ? 'an evaluation trial, which is never scored' : 'a demonstration'}. Post predictions for probe rollouts.`,
    );
  const posted = await ctx.predictionFiles.read(file);
  const bytes = encoded(posted, checkpoint, episode.frames, about.measure);
  await refuseMixture(ctx, checkpoint, posted.kind);

  const key = momentsKey(ctx, checkpoint, [], checkpoint.executedSteps, episode.fingerprint);
  const artifactKey = await ctx.artifacts.put(bytes);
  const stored = await ctx.db.transaction(async (tx) => {
    const mediaType = posted.kind === 'scalar' ? STEPS : MOMENTS;
    const row = {
      key,
      episodeId: episode.id,
      checkpointId: checkpoint.id,
      artifactKey,
      bytes: bytes.byteLength,
      mediaType,
    };
    if (!(await insertMoments(tx, ctx.scope, row))) return false;
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'predictions.post',
      subject: checkpoint.name,
      details: { episodeId: episode.id, measure: about.measure || null },
    });
    await insertEvent(tx, ctx.scope, 'scoring');
    return true;
  });
  const standing = (await cachedMoments(ctx.db, ctx.scope, [key])).get(key);
  if (standing !== artifactKey)
    throw new DomainError(
      'conflict',
      `Other predictions of ${checkpoint.name} for episode ${episode.id} are there already, and stay. Register a new checkpoint for a new model.`,
    );
  return { stored, steps: episode.frames };
}

function encoded(posted: PostedPredictions, checkpoint: Checkpoint, frames: number, measure: string): Uint8Array {
  if (posted.kind === 'chunks')
    return encodeMoments(
      momentsOfPosted(posted, { frames, horizon: checkpoint.executedSteps, dims: checkpoint.actionDims }),
    );
  const { values } = posted;
  if (!measure)
    throw new DomainError(
      'invalid',
      'Say what the figure per step is (`measure`), for example "token entropy". Nothing was kept.',
    );
  if (/(^|[^a-z])loss(es)?($|[^a-z])/i.test(measure))
    throw new DomainError(
      'invalid',
      'A policy loss is not uncertainty and is never scored. Post entropies or predictions instead.',
    );
  if (values.length !== frames)
    throw new DomainError(
      'invalid',
      `${values.length} figures came for an episode of ${frames} frames. Nothing was kept.`,
    );
  const bad = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (bad >= 0)
    throw new DomainError(
      'invalid',
      `The figure of step ${bad} is ${values[bad]}; figures are numbers from 0. Nothing was kept.`,
    );
  return encodeSteps(values);
}

/** Chunks and figures per step of one checkpoint could not be compared. */
async function refuseMixture(
  ctx: ProgramContext,
  checkpoint: Checkpoint,
  kind: PostedPredictions['kind'],
): Promise<void> {
  const some = await someMomentsOf(ctx.db, ctx.scope, checkpoint.id);
  if (!some) return;
  const standing = isSteps(await ctx.artifacts.get(some)) ? 'scalar' : 'chunks';
  if (standing !== kind)
    throw new DomainError(
      'conflict',
      `${checkpoint.name} has ${standing === 'scalar' ? 'figures per step' : 'predicted chunks'} already, and the two cannot be compared. Register another checkpoint.`,
    );
}
