import type { NewEpisode } from '@/db/queries/imports';
import { DomainError } from '@/server/core/errors';
import type { EpisodeHeader, Problem, RecordingSource, Signal } from '@/server/core/recording/source';
import type { ProgramContext } from '../context';
import type { PlacedEpisode } from './placement';

/** What one import reads by: its recording, the source's identity, and the columns that identify an episode. */
export interface Reading {
  source: RecordingSource;
  sourceId: string;
  features: readonly string[];
}

/** The row of one episode, with its fingerprint; or, when its signals cannot be read, the problem that keeps it out. */
export async function readEpisode(
  ctx: ProgramContext,
  { source, sourceId, features }: Reading,
  header: EpisodeHeader,
  placed: PlacedEpisode,
): Promise<NewEpisode | Problem> {
  let signals: Map<string, Signal>;
  try {
    signals = features.length > 0 ? await source.signals(header.index, features) : new Map();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      severity: 'error',
      episode: header.index,
      file: null,
      message: `Episode ${header.index} was left out: ${error.message}`,
    };
  }
  const { fps } = source.summary;
  const content = { length: header.length, signals };
  return {
    sourceIndex: header.index,
    configurationId: placed.configurationId,
    frames: header.length,
    durationMs: fps ? Math.round((1000 * header.length) / fps) : null,
    taskText: header.tasks.join(' · '),
    attributes: header.attributes,
    fingerprint: ctx.recordings.fingerprint({ sourceId, originalIndex: header.index, ...content }),
    contentHash: ctx.recordings.fingerprint({ sourceId: '', originalIndex: 0, ...content }),
    outcome: placed.outcome,
  };
}
