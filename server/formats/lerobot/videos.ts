import { access } from 'node:fs/promises';
import { extname } from 'node:path';
import type { StoredVideo } from '@/server/core/recording/source';
import type { StatedEpisode } from './layout';

const CONTAINERS = new Set(['.mp4', '.webm', '.mkv', '.mov']);

/** Whether a file is there. */
export const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * The videos of an episode whose files are there. A recording names its files itself, so that only what is called a video
 * counts: a crafted info.json gets nothing else out of its folder.
 */
export async function videosThere(episode: StatedEpisode | undefined): Promise<StoredVideo[]> {
  const found: StoredVideo[] = [];
  for (const video of episode?.videos ?? [])
    if (CONTAINERS.has(extname(video.file).toLowerCase()) && (await isThere(video.file))) found.push(video);
  return found;
}
