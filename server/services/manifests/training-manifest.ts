import { manifestEpisodes } from '@/db/queries/manifests';
import { DomainError } from '@/server/core/errors';
import { evenSample } from '@/server/core/evaluation/even-sample';
import { seededRandom } from '@/server/core/numeric/random';
import type { ProgramContext } from '../context';

export interface ManifestRequest {
  /** `all`: every confirmed demonstration; `random`: only those picked at random. */
  arm: 'all' | 'random';
  /** At most this many, drawn with the seed; all when absent. */
  size?: number;
  seed: number;
}

/**
 * Confirmed demonstrations to train on, by dataset and original index, with the command that trains on exactly these.
 * Throws DomainError infeasible when fewer than `size` exist.
 */
export async function trainingManifest(ctx: ProgramContext, request: ManifestRequest) {
  const rows = await manifestEpisodes(ctx.db, ctx.scope, request.arm === 'random');
  if (request.size !== undefined && rows.length < request.size) {
    throw new DomainError(
      'infeasible',
      `${rows.length} ${request.arm === 'random' ? 'randomly picked ' : ''}demonstrations are confirmed, ${request.size} were asked for. The comparison of arms ends at ${rows.length}.`,
    );
  }
  const chosen =
    request.size === undefined ? rows : evenSample(rows, request.size, seededRandom(`manifest/${request.seed}`));
  const datasets = [...new Set(chosen.map((row) => row.datasetId))].map((id) => {
    const mine = chosen.filter((row) => row.datasetId === id).sort((a, b) => a.sourceIndex - b.sourceIndex);
    const indices = mine.map((row) => row.sourceIndex);
    return {
      dataset: mine[0].datasetName,
      location: mine[0].location,
      episodes: indices,
      command: `lerobot-train --dataset.repo_id=${JSON.stringify(mine[0].datasetName)} --dataset.root=${JSON.stringify(mine[0].location)} --dataset.episodes='[${indices.join(',')}]' --seed=${request.seed}`,
    };
  });
  return {
    size: chosen.length,
    seed: request.seed,
    arm: request.arm,
    episodeIds: chosen.map((row) => row.id),
    datasets,
  };
}
