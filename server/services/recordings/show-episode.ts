import { episodeById, judgementsOf } from '@/db/queries/episodes';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** One episode with everything said about it. Throws DomainError not_found. */
export async function showEpisode(ctx: ProgramContext, episodeId: number) {
  const episode = await episodeById(ctx.db, ctx.scope, episodeId);
  if (!episode) throw new DomainError('not_found', `There is no episode ${episodeId} in this program.`);
  return { ...episode, judgements: await judgementsOf(ctx.db, ctx.scope, episodeId) };
}
