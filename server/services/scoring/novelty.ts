import { keepEmbeddings, keptEmbeddings } from '@/db/queries/embeddings';
import { someMomentsOf } from '@/db/queries/moments';
import { demonstrationsForScale } from '@/db/queries/rollouts';
import { DomainError } from '@/server/core/errors';
import { allFinite } from '@/server/core/numeric/finite';
import { asksForNovelty, embeddingsOf, meanEmbedding, NOVELTY, noveltyOf } from '@/server/core/uncertainty/novelty';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import { decodeSignals } from '@/server/core/uncertainty/signals-codec';
import type { ProgramContext } from '../context';
import { openInTurn, type RecordingsInTurn } from './open-in-turn';
import type { Checkpoint, Dataset, PlannedRollout, ScoringPlan } from './plan';

/** Episodes whose means are kept in one transaction. */
const CHUNK = 50;

interface Recorded {
  id: number;
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
    const trained = episodes.flatMap(({ id, datasetId, sourceIndex }) => {
      const dataset = datasets.get(datasetId);
      return dataset && records(dataset, { name, dims }) ? [{ id, dataset, sourceIndex }] : [];
    });
    if (trained.length > 0) return { feature: name, dims, trained };
  }
  const names = [...new Set(offered.map(({ name, dims }) => `"${name}" of ${dims} numbers`))].join(' or ');
  return { missing: `No training episode of ${checkpoint.name} records ${names}.` };
}

/** Throws DomainError invalid, with what is missing, when a form names novelty and it cannot be measured. */
export async function checkNovelty(ctx: ProgramContext, plan: ScoringPlan, form: ScoringForm): Promise<void> {
  if (!asksForNovelty(form) || (plan.scalar && (await postsNovelty(ctx, plan.checkpoint.id)))) return;
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
 * How new the rollouts of a plan are, by episode id: cosine distance of each one's mean embedding to the nearest training
 * episode's. Rollouts without the embedding are left out; empty where the form does not name novelty, or nothing can be measured.
 */
export async function noveltyOfRollouts(
  ctx: ProgramContext,
  plan: ScoringPlan,
  form: ScoringForm,
): Promise<Map<number, number>> {
  if (!asksForNovelty(form)) return new Map();
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

/** Mean embeddings of episodes, one row each. An episode is read once; its mean is kept from then on, also when this is cut off. */
async function meansOf(
  ctx: ProgramContext,
  { feature, dims }: NoveltyEvidence,
  episodes: readonly Recorded[],
): Promise<Float64Array> {
  const ids = episodes.map(({ id }) => id);
  const means = new Float64Array(episodes.length * dims);
  const kept = await keptEmbeddings(ctx.db, ctx.scope, feature, dims, ids);
  const unread: number[] = [];
  ids.forEach((id, row) => {
    const mean = kept.get(id);
    if (mean) means.set(mean, row * dims);
    else unread.push(row);
  });
  const recordings = openInTurn(ctx);
  try {
    for (let at = 0; at < unread.length; at += CHUNK) {
      const rows: Parameters<typeof keepEmbeddings>[1] = [];
      for (const row of unread.slice(at, at + CHUNK)) {
        const mean = await readMean(recordings, feature, dims, episodes[row]);
        means.set(mean, row * dims);
        rows.push({ episodeId: ids[row], feature, mean: [...mean] });
      }
      await ctx.db.transaction((tx) => keepEmbeddings(tx, rows));
    }
  } finally {
    await recordings.close();
  }
  return means;
}

async function readMean(
  recordings: RecordingsInTurn,
  feature: string,
  dims: number,
  { dataset, sourceIndex }: Recorded,
): Promise<Float64Array> {
  const recording = await recordings.at(dataset.location);
  const values = (await recording.signals(sourceIndex, [feature])).get(feature)?.values;
  const mean = values instanceof Float32Array ? meanEmbedding(values, dims) : null;
  if (!mean || !allFinite(mean))
    throw new DomainError(
      'invalid',
      `"${feature}" of episode ${sourceIndex} of ${dataset.name} holds ${mean ? 'a value that is not a finite number' : 'no numbers'}.`,
    );
  return mean;
}
