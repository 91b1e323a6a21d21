import { matrixFromRecording } from '@/server/core/recording/guess-mapping';
import type { Context } from '../context';

/** Factors and levels that a recording in the import folder suggests for a new program. Writes nothing. */
export async function folderMatrix(ctx: Context, path: string) {
  const source = await ctx.recordings.open(await ctx.storage.resolveImport(path));
  try {
    const { format, episodes, frames } = source.summary;
    return { format, episodes: episodes.length, frames, factors: matrixFromRecording(source.summary) };
  } finally {
    await source.close();
  }
}
