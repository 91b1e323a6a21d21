import { actionSpaceById, uploadsById } from '@/db/queries/checkpoints';
import { cachedMoments, insertMoments, someMomentsOf } from '@/db/queries/moments';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { episodeById } from '@/db/queries/rollouts';
import type { PostPredictionsInput } from '@/server/core/checkpoint/schema';
import { DomainError } from '@/server/core/errors';
import { decodeMoments, encodeMoments } from '@/server/core/uncertainty/moments-codec';
import { momentsOfPosted, type PostedPredictions, signalsOfPosted } from '@/server/core/uncertainty/posted-predictions';
import { decodeSignals, encodeSignals, isSignals } from '@/server/core/uncertainty/signals-codec';
import { type Turns, turnsOf } from '@/server/core/uncertainty/turns';
import { checkpointOf } from '../checkpoints/show-checkpoint';
import type { ProgramContext } from '../context';
import { MOMENTS } from './compute-moments';
import { type Checkpoint, momentsKey } from './plan';

const SIGNALS = 'application/x-rota-signals';

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
  const space = checkpoint.actionSpaceId && (await actionSpaceById(ctx.db, ctx.scope, checkpoint.actionSpaceId));
  const turns = space ? turnsOf(space.dimensions) : null;
  const bytes = encoded(posted, checkpoint, { frames: episode.frames, turns }, about.measure);
  await refuseMixture(ctx, checkpoint, bytes);

  const key = momentsKey(ctx, checkpoint, [], checkpoint.executedSteps, episode.fingerprint);
  const artifactKey = await ctx.artifacts.put(bytes);
  const stored = await ctx.db.transaction(async (tx) => {
    const mediaType = isSignals(bytes) ? SIGNALS : MOMENTS;
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

function encoded(
  posted: PostedPredictions,
  { executedSteps: horizon, actionDims: dims }: Checkpoint,
  episode: { frames: number; turns: Turns | null },
  measure: string,
): Uint8Array {
  if (posted.kind === 'chunks') return encodeMoments(momentsOfPosted(posted, { ...episode, horizon, dims }));
  return encodeSignals(signalsOfPosted(posted, episode.frames, measure));
}

/** What the predictions of one checkpoint are, in words; figures are known by the main one. */
function kindOf(bytes: Uint8Array): string {
  if (isSignals(bytes)) return `figures per step of ${decodeSignals(bytes).main}`;
  const { passes, ownSpread } = decodeMoments(bytes);
  return `predicted chunks${passes ? ' of dropout passes' : ownSpread ? ' with their own spread' : ''}`;
}

/** Predictions of different kinds of one checkpoint could not be compared. */
async function refuseMixture(ctx: ProgramContext, checkpoint: Checkpoint, bytes: Uint8Array): Promise<void> {
  const some = await someMomentsOf(ctx.db, ctx.scope, checkpoint.id);
  if (!some) return;
  const [standing, coming] = [kindOf(await ctx.artifacts.get(some)), kindOf(bytes)];
  if (standing !== coming)
    throw new DomainError(
      'conflict',
      `${checkpoint.name} has ${standing} already, and ${coming} cannot be compared with them. Register another checkpoint.`,
    );
}
