import { actionSpaceById } from '@/db/queries/checkpoints';
import { insertAudit } from '@/db/queries/record';
import { datasetsOf, demonstrationsForScale } from '@/db/queries/rollouts';
import { insertScale, scaleOf } from '@/db/queries/scales';
import { DomainError } from '@/server/core/errors';
import { addRows, emptyMoments } from '@/server/core/numeric/variance';
import { type ActionScale, scaleOfDemonstrations, scaleOfRanges } from '@/server/core/uncertainty/scale';
import { turnedTowards, turnsOf } from '@/server/core/uncertainty/turns';
import type { ProgramContext } from '../context';
import { openInTurn } from './open-in-turn';
import type { Checkpoint, Dataset } from './plan';

const ACTIONS = /^actions?$/;

/** The recorded action of a dataset, where it has as many dimensions as the checkpoint. */
function actionFeature(dataset: Dataset | undefined, dims: number): string | null {
  const fits = (shape: readonly number[]) => shape.length === 1 && shape[0] === dims;
  return dataset?.features.find((f) => ACTIONS.test(f.name) && f.readable && fits(f.shape))?.name ?? null;
}

/** Where a scale would come from: demonstrations with fitting actions (training set first), else the action limits, else nowhere. */
async function evidenceFor(ctx: ProgramContext, checkpoint: Checkpoint) {
  const datasets = new Map((await datasetsOf(ctx.db, ctx.scope)).map((dataset) => [dataset.id, dataset]));
  for (const trainingSetId of checkpoint.trainingSetListed ? [checkpoint.trainingSetId, null] : [null]) {
    const rows = await demonstrationsForScale(ctx.db, ctx.scope, trainingSetId);
    const episodes = rows.flatMap(({ datasetId, sourceIndex }) => {
      const dataset = datasets.get(datasetId);
      const feature = actionFeature(dataset, checkpoint.actionDims);
      return dataset && feature ? [{ dataset, feature, sourceIndex }] : [];
    });
    if (episodes.length > 0) return { kind: 'demonstrations' as const, episodes, trained: trainingSetId !== null };
  }
  return checkpoint.actionLimits ? { kind: 'limits' as const } : null;
}

const NO_SCALE =
  'A frozen scale needs demonstrations with recorded actions, or action limits on the checkpoint, and there are neither. ' +
  'Import demonstrations, declare the limits, or score with scaling off.';

/** Whether a scale is frozen for the checkpoint's action space, or could be. */
export async function hasScale(ctx: ProgramContext, checkpoint: Checkpoint): Promise<boolean> {
  if (checkpoint.actionSpaceId && (await scaleOf(ctx.db, ctx.scope, checkpoint.actionSpaceId))) return true;
  return (await evidenceFor(ctx, checkpoint)) !== null;
}

/** Throws DomainError invalid when no scale is frozen yet and none could be. */
export async function checkScale(ctx: ProgramContext, checkpoint: Checkpoint): Promise<void> {
  if (!(await hasScale(ctx, checkpoint))) throw new DomainError('invalid', NO_SCALE);
}

/**
 * The scale of the checkpoint's action space, frozen by the first checkpoint scored: standard deviations over the
 * demonstrations of its training set, or of the program, or else from its action limits. Throws DomainError invalid
 * when there is nothing to make it from.
 */
export async function frozenScale(ctx: ProgramContext, checkpoint: Checkpoint): Promise<{ id: number; std: number[] }> {
  const { actionSpaceId } = checkpoint;
  if (actionSpaceId === null)
    throw new DomainError('invalid', 'This checkpoint has no action space. Register it again.');
  const frozen = await scaleOf(ctx.db, ctx.scope, actionSpaceId);
  if (frozen) return { id: frozen.id, std: frozen.deviations };
  const made = await estimate(ctx, checkpoint, actionSpaceId);
  return ctx.db.transaction(async (tx) => {
    // Another run may have frozen one meanwhile: the first stands.
    const standing = await scaleOf(tx, ctx.scope, actionSpaceId);
    if (standing) return { id: standing.id, std: standing.deviations };
    const row = await insertScale(tx, ctx.scope, {
      actionSpaceId,
      deviations: [...made.scale.std],
      source: made.source,
    });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'scales.freeze',
      subject: `version ${row.version}`,
      details: { source: made.source },
    });
    return { id: row.id, std: row.deviations };
  });
}

async function estimate(
  ctx: ProgramContext,
  checkpoint: Checkpoint,
  actionSpaceId: number,
): Promise<{ scale: ActionScale; source: string }> {
  const [evidence, space] = [
    await evidenceFor(ctx, checkpoint),
    await actionSpaceById(ctx.db, ctx.scope, actionSpaceId),
  ];
  if (!evidence) throw new DomainError('invalid', NO_SCALE);
  const dimensions = (space?.dimensions ?? []).map(({ name, kind }, d) => {
    const limit = checkpoint.actionLimits?.[d];
    return { name, kind, range: limit ? { low: limit[0], high: limit[1] } : null };
  });
  if (evidence.kind === 'limits')
    return { scale: scaleOfRanges(dimensions), source: `Action limits of ${checkpoint.name}` };
  const moments = emptyMoments(checkpoint.actionDims);
  const turns = turnsOf(space?.dimensions ?? []);
  let origin: Float32Array | null = null;
  const recordings = openInTurn(ctx);
  try {
    for (const { dataset, feature, sourceIndex } of evidence.episodes) {
      const recording = await recordings.at(dataset.location);
      const values = (await recording.signals(sourceIndex, [feature])).get(feature)?.values;
      if (!(values instanceof Float32Array)) continue;
      origin ??= values.slice(0, checkpoint.actionDims);
      addRows(moments, turns ? turnedTowards(turns, values, origin) : values);
    }
  } finally {
    await recordings.close();
  }
  const whose = evidence.trained ? `the training set of ${checkpoint.name}` : 'the program';
  return {
    scale: scaleOfDemonstrations(moments, dimensions),
    source: `Standard deviation over ${moments.count.toLocaleString('en')} frames of ${evidence.episodes.length} demonstrations of ${whose}`,
  };
}
