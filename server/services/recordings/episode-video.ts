import { episodeById } from '@/db/queries/episodes';
import { DomainError } from '@/server/core/errors';
import type { StoredVideo } from '@/server/core/recording/source';
import type { ProgramContext } from '../context';

/** Where the video of one camera of an episode lies. Throws DomainError not_found when there is none. */
export async function episodeVideo(ctx: ProgramContext, episodeId: number, camera: string): Promise<StoredVideo> {
  const episode = await episodeById(ctx.db, ctx.scope, episodeId);
  if (!episode) throw new DomainError('not_found', `There is no episode ${episodeId} in this program.`);
  const source = await ctx.recordings.open(episode.location);
  try {
    const video = (await source.videos(episode.sourceIndex)).find((one) => one.camera === camera);
    if (!video) throw new DomainError('not_found', `No video of "${camera}" is stored for episode ${episodeId}.`);
    return video;
  } finally {
    await source.close();
  }
}
