import { episodeById } from '@/db/queries/episodes';
import { DomainError } from '@/server/core/errors';
import { dimensionNames, drawableFeatures } from '@/server/core/recording/drawable';
import { type ThinSignal, thin } from '@/server/core/recording/thin';
import type { ProgramContext } from '../context';

/** As many points as a wide screen has room for. */
const MOST_POINTS = 600;

/** A feature of an episode as lines over time, one per dimension. */
export interface SignalGroup {
  feature: string;
  dimensions: ({ name: string } & ThinSignal)[];
}

/**
 * What an episode's recording holds over time, read afresh from its files: numbers as lines, and which cameras have a video.
 * Throws DomainError not_found, or invalid when the recording is gone or cannot be read.
 */
export async function episodeSignals(ctx: ProgramContext, episodeId: number) {
  const episode = await episodeById(ctx.db, ctx.scope, episodeId);
  if (!episode) throw new DomainError('not_found', `There is no episode ${episodeId} in this program.`);
  const source = await ctx.recordings.open(episode.location);
  try {
    const { fps, features } = source.summary;
    const drawn = drawableFeatures(features);
    const signals =
      drawn.length > 0
        ? await source.signals(
            episode.sourceIndex,
            drawn.map(({ name }) => name),
          )
        : new Map<string, never>();
    const groups = drawn.flatMap((feature): SignalGroup[] => {
      const values = signals.get(feature.name)?.values;
      if (!(values instanceof Float32Array)) return [];
      const width = feature.shape[0] ?? 1;
      const dimensions = dimensionNames(feature).map((name, dim) => ({
        name,
        ...thin(values, { width, dim }, MOST_POINTS),
      }));
      return [{ feature: feature.name, dimensions }];
    });
    const videos = (await source.videos(episode.sourceIndex)).map(({ camera, from, to }) => ({ camera, from, to }));
    return {
      fps,
      frames: episode.frames,
      groups,
      videos,
      /** Cameras that the recording names and that have no file here. */
      missing: features
        .filter(({ name, dtype }) => dtype === 'video' && !videos.some(({ camera }) => camera === name))
        .map(({ name }) => name),
    };
  } finally {
    await source.close();
  }
}
