import type { RecordingSource } from '@/server/core/recording/source';
import type { ProgramContext } from '../context';

/** Recordings read one after another. */
export interface RecordingsInTurn {
  /** The recording at `location`; the one before is closed unless it is the same. */
  at(location: string): Promise<RecordingSource>;
  close(): Promise<void>;
}

/** Keeps at most one recording open at a time. */
export function openInTurn(ctx: ProgramContext): RecordingsInTurn {
  let here = '';
  let source: RecordingSource | undefined;
  const close = async () => {
    const ended = source;
    source = undefined;
    await ended?.close();
  };
  return {
    close,
    async at(location) {
      if (source && here === location) return source;
      await close();
      here = location;
      source = await ctx.recordings.open(location);
      return source;
    },
  };
}
