import { episodeById, judgementsOf } from '@/db/queries/episodes';
import { programOf } from '@/db/queries/programs';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** One episode with everything said about it; who recorded it only where the program names persons. Throws DomainError not_found. */
export async function showEpisode(ctx: ProgramContext, episodeId: number) {
  const episode = await episodeById(ctx.db, ctx.scope, episodeId);
  if (!episode) throw new DomainError('not_found', `There is no episode ${episodeId} in this program.`);
  const [judgements, { settings }] = await Promise.all([
    judgementsOf(ctx.db, ctx.scope, episodeId),
    programOf(ctx.db, ctx.scope),
  ]);
  const named = settings.figuresAboutPersons === 'named';
  return {
    ...episode,
    judgements: judgements.map((one) => (one.judge === 'attempt' && !named ? { ...one, person: null } : one)),
  };
}
