import type { AttributeValue, Problem, StoredVideo } from '@/server/core/recording/source';

/** One episode as the metadata of a LeRobot folder states it; `file` is where its frames should be (absolute). */
export interface StatedEpisode {
  index: number;
  length: number;
  tasks: string[];
  attributes: Record<string, AttributeValue>;
  file: string;
  /** Its videos, one per camera; the files may be missing. */
  videos: StoredVideo[];
}

/** What the metadata of a LeRobot folder says, with what is wrong in it. */
export interface Layout {
  episodes: StatedEpisode[];
  tasks: string[];
  problems: Problem[];
}

export const warning = (message: string, file: string | null = null, episode: number | null = null): Problem => ({
  severity: 'warning',
  episode,
  file,
  message,
});

export const failure = (message: string, file: string | null = null, episode: number | null = null): Problem => ({
  severity: 'error',
  episode,
  file,
  message,
});
