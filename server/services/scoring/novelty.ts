import { someMomentsOf } from '@/db/queries/moments';
import { demonstrationsForScale } from '@/db/queries/rollouts';
import { DomainError } from '@/server/core/errors';
import { embeddingsOf, meanEmbedding, NOVELTY, noveltyOf } from '@/server/core/uncertainty/novelty';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import { decodeSignals } from '@/server/core/uncertainty/signals-codec';
import type { ProgramContext } from '../context';
import { openInTurn } from './open-in-turn';
import type { Checkpoint, Dataset, PlannedRollout, ScoringPlan } from './plan';

interface Recorded {
  dataset: Dataset;
  sourceIndex: number;
}

/** What novelty can be measured by: an embedding that rollouts and training episodes both record. */
export interface NoveltyEvidence {
  feature: string;
  dims: number;
  /** Training episodes that record it. */
  trained: Recorded[];
}

/** Rollouts, of which only the recording matters here. */
interface Compared {
  checkpoint: Checkpoint;
  datasets: ReadonlyMap<number, Dataset>;
  rollouts: readonly Pick<PlannedRollout, 'datasetId'>[];
}

const records = (dataset: Dataset | undefined, { name, dims }: { name: string; dims: number }) =>
  embeddingsOf(dataset?.features ?? []).some((one) => one.name === name && one.dims === dims);

/** The first embedding, by name, that some rollout and some training episode record; otherwise, in a sentence, what is missing. */
export async function noveltyEvidence(
  ctx: ProgramContext,
  { checkpoint, datasets, rollouts }: Compared,
): Promise<NoveltyEvidence | { missing: string }> {
  if (!checkpoint.trainingSetListed)
    return { missing: `It is not known which episodes ${checkpoint.name} was trained on.` };
  const driven = new Set(rollouts.map(({ datasetId }) => datasetId));
  const offered = [...datasets.values()].flatMap(({ id, features }) => (driven.has(id) ? embeddingsOf(features) : []));
  if (offered.length === 0)
    return { missing: 'No probe rollout records an embedding: a vector of floats whose name ends in "embedding".' };
  const episodes = await demonstrationsForScale(ctx.db, ctx.scope, checkpoint.trainingSetId);
  for (const { name, dims } of offered.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const trained = episodes.flatMap(({ datasetId, sourceIndex }) => {
      const dataset = datasets.get(datasetId);
      return dataset && records(dataset, { name, dims }) ? [{ dataset, sourceIndex }] : [];
    });
    if (trained.length > 0) return { feature: name, dims, trained };
  }
  const names = [...new Set(offered.map(({ name, dims }) => `"${name}" of ${dims} numbers`))].join(' or ');
  return { missing: `No training episode of ${checkpoint.name} records ${names}.` };
}

/** Throws DomainError invalid, with what is missing, when a form names novelty and it cannot be measured. */
export async function checkNovelty(ctx: ProgramContext, plan: ScoringPlan, form: ScoringForm): Promise<void> {
  const named = [...form.signals, ...form.only].some(({ signal }) => signal === NOVELTY);
  if (!named || (plan.scalar && (await postsNovelty(ctx, plan.checkpoint.id)))) return;
  const evidence = await noveltyEvidence(ctx, plan);
  if ('missing' in evidence)
    throw new DomainError('invalid', `There is no novelty to score by. ${evidence.missing} Nothing was started.`);
}

/** Whether the figures per step that the team posts for a checkpoint hold one of that name. */
async function postsNovelty(ctx: ProgramContext, checkpointId: number): Promise<boolean> {
  const some = await someMomentsOf(ctx.db, ctx.scope, checkpointId);
  return some !== undefined && decodeSignals(await ctx.artifacts.get(some)).values.has(NOVELTY);
}

/**
 * How new the rollouts of a plan are, by episode id: cosine distance of each one's mean embedding to the nearest training episode's.
 * Rollouts without the embedding are left out; empty where nothing can be measured. Reads the embeddings of all of them.
 */
export async function noveltyOfRollouts(ctx: ProgramContext, plan: ScoringPlan): Promise<Map<number, number>> {
  const evidence = await noveltyEvidence(ctx, plan);
  if ('missing' in evidence) return new Map();
  const { feature: name, dims, trained } = evidence;
  const embedded = plan.rollouts.flatMap(({ id, datasetId, sourceIndex }) => {
    const dataset = plan.datasets.get(datasetId);
    return dataset && records(dataset, { name, dims }) ? [{ id, dataset, sourceIndex }] : [];
  });
  const found = noveltyOf(await meansOf(ctx, evidence, embedded), await meansOf(ctx, evidence, trained), dims);
  return new Map(embedded.map(({ id }, at) => [id, found?.[at].distance ?? Number.NaN]));
}

/** Mean embeddings of episodes, one row each. */
async function meansOf(
  ctx: ProgramContext,
  { feature, dims }: NoveltyEvidence,
  episodes: readonly Recorded[],
): Promise<Float64Array> {
  const means = new Float64Array(episodes.length * dims);
  const recordings = openInTurn(ctx);
  try {
    for (const [row, { dataset, sourceIndex }] of episodes.entries()) {
      const recording = await recordings.at(dataset.location);
      const values = (await recording.signals(sourceIndex, [feature])).get(feature)?.values;
      if (!(values instanceof Float32Array))
        throw new DomainError('invalid', `"${feature}" of episode ${sourceIndex} of ${dataset.name} holds no numbers.`);
      means.set(meanEmbedding(values, dims), row * dims);
    }
  } finally {
    await recordings.close();
  }
  return means;
}
