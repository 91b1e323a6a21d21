import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { recorderSays } from '../../core/collect/recorder-command';

/** When an episode was begun by this machine's clock, and how long it took by its monotonic one. */
export interface Span {
  startedAt: Date | null;
  durationMs: number | null;
}

export interface Ears {
  /** What was heard of an episode by its index in the dataset. */
  spanOf(episode: number): Span;
  /** Reads the log to its end. */
  listen(): void;
}

const NOTHING: Span = { startedAt: null, durationMs: null };

/** What an earlier run of this program heard of the same log. */
export interface HeardBefore {
  /** Recordings thrown away that it wrote down. */
  again: number;
}

/**
 * Follows what a recorder prints into a file, and passes it on to `tee`. `onAgain` hears of each recording that was
 * thrown away and is not written down yet. What an earlier run may have heard is not passed on again and has no times.
 */
export function earsOf(
  log: string,
  before: HeardBefore | null,
  onAgain: (span: Span) => void,
  tee: (text: string) => void,
): Ears {
  const decoder = new StringDecoder('utf8');
  const spans = new Map<number, Span>();
  let at = 0;
  let rest = '';
  let thrown = 0;
  let live = before === null;
  let now: { episode: number; began: number | null } | null = null;

  function hear(line: string): void {
    const said = recorderSays(line);
    if (said?.what === 'recording') {
      now = { episode: said.episode, began: live ? performance.now() : null };
      spans.set(said.episode, { startedAt: live ? new Date() : null, durationMs: null });
    } else if (said && now) {
      const span = spans.get(now.episode) ?? NOTHING;
      // The first of the two lines ends the recording; the time of the reset after it is nobody's.
      const ended = span.durationMs ?? (live && now.began !== null ? Math.round(performance.now() - now.began) : null);
      spans.set(now.episode, { ...span, durationMs: ended });
      if (said.what === 'again' && ++thrown > (before?.again ?? 0)) onAgain(spans.get(now.episode) ?? NOTHING);
    }
  }

  return {
    spanOf: (episode) => spans.get(episode) ?? NOTHING,
    listen() {
      const bytes = bytesFrom(log, at);
      at += bytes.length;
      const text = decoder.write(bytes);
      if (text !== '' && live) tee(text);
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
      live = true;
    },
  };
}

/** The bytes of a file from a place on; none where it is not there. */
function bytesFrom(file: string, at: number): Buffer {
  let open: number;
  try {
    open = openSync(file, 'r');
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(open).size - at));
    return bytes.subarray(0, readSync(open, bytes, 0, bytes.length, at));
  } finally {
    closeSync(open);
  }
}
