import { trainingSetsOf } from '@/db/queries/checkpoints';
import { checkpointByName } from '@/db/queries/evaluations';
import { type ManifestEpisode, manifestEpisodes } from '@/db/queries/manifests';
import { DomainError } from '@/server/core/errors';
import { evenSample } from '@/server/core/evaluation/even-sample';
import type { ManifestRequest } from '@/server/core/evaluation/schema';
import { seededRandom } from '@/server/core/numeric/random';
import type { ProgramContext } from '../context';

const DEFAULT_SEED = 1000;

/**
 * Demonstrations to train on, by dataset and original index, with the command that trains on exactly these; a team adds its
 * policy to it. (LeRobot reads the right frames of chosen episodes since huggingface/lerobot#2612.) With a checkpoint the
 * random arm has its size and seed, and `active` is its own training set. Throws DomainError infeasible where the random
 * episodes run out, not_found and invalid for what is not there or not listed.
 */
export async function trainingManifest(ctx: ProgramContext, request: ManifestRequest) {
  const { arm } = request;
  const set = request.checkpoint === undefined ? null : await trainingSetOf(ctx, request.checkpoint);
  const seed = request.seed ?? set?.seed ?? DEFAULT_SEED;
  const size = arm === 'active' ? undefined : (request.size ?? set?.size);
  const rows = await manifestEpisodes(
    ctx.db,
    ctx.scope,
    arm === 'all' ? 'confirmed' : arm === 'random' ? 'random' : { trainingSetId: listed(set).id },
  );
  if (size !== undefined && rows.length < size) {
    const what = arm === 'random' ? 'confirmed demonstrations were picked at random' : 'demonstrations are confirmed';
    const end = arm === 'random' ? ` The comparison of arms ends at ${rows.length}.` : '';
    throw new DomainError('infeasible', `${rows.length} ${what}, ${size} were asked for.${end}`);
  }
  const chosen = size === undefined ? rows : evenSample(rows, size, seededRandom(`manifest/${seed}`));
  const subset = arm === 'all' && chosen.length < rows.length;
  return {
    size: chosen.length,
    seed,
    arm,
    of: {
      all: subset
        ? `a random subset of ${rows.length} collected demonstrations, which is no random arm`
        : 'everything collected',
      active: `the training set of ${request.checkpoint}`,
      random: `the random arm: drawn from ${rows.length} demonstrations that were picked at random`,
    }[arm],
    episodeIds: chosen.map((row) => row.id),
    datasets: datasetsOf(chosen, seed),
  };
}

async function trainingSetOf(ctx: ProgramContext, name: string) {
  const [checkpoint, sets] = await Promise.all([
    checkpointByName(ctx.db, ctx.scope, name),
    trainingSetsOf(ctx.db, ctx.scope),
  ]);
  if (!checkpoint) throw new DomainError('not_found', `There is no checkpoint "${name}" in this program.`);
  const set = sets.find(({ id }) => id === checkpoint.trainingSetId);
  if (!set) throw new DomainError('invalid', `Nobody said what ${name} was trained on, so nothing has its size.`);
  return set;
}

/** The training set that `active` asks for. Throws invalid where only its size was declared. */
function listed(set: Awaited<ReturnType<typeof trainingSetOf>> | null) {
  if (set === null) throw new DomainError('invalid', 'Name the checkpoint whose training set it is to be.');
  if (set.hash === null)
    throw new DomainError('invalid', 'Only the size of this training set was declared, not its episodes.');
  return set;
}

function datasetsOf(chosen: readonly ManifestEpisode[], seed: number) {
  return [...new Set(chosen.map((row) => row.datasetId))].map((id) => {
    const mine = chosen.filter((row) => row.datasetId === id).sort((a, b) => a.sourceIndex - b.sourceIndex);
    const [{ datasetName, location }] = mine;
    const indices = mine.map((row) => row.sourceIndex);
    return {
      dataset: datasetName,
      location,
      episodes: indices,
      command: `lerobot-train --dataset.repo_id=${quoted(datasetName)} --dataset.root=${quoted(location)} --dataset.episodes='[${indices.join(',')}]' --seed=${seed}`,
    };
  });
}

/** As a POSIX shell takes it literally, whatever people called it. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
