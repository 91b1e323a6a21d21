import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { recorderSays } from '../../core/collect/recorder-command';

/** When an episode was begun by this machine's clock, and how long it and setting up before it took by its monotonic one. */
export interface Span {
  startedAt: Date | null;
  durationMs: number | null;
  resetMs: number | null;
}

export interface Ears {
  /** What was heard of an episode by its index in the dataset. */
  spanOf(episode: number): Span;
  /** Reads the log to its end. */
  listen(): void;
}

const NOTHING: Span = { startedAt: null, durationMs: null, resetMs: null };

/** What an earlier run of this program heard of the same log. */
export interface HeardBefore {
  /** Recordings thrown away that it wrote down. */
  again: number;
}

/** Who hears what a recorder says, by the index of the episode it speaks of. */
export interface Listener {
  /** An episode is recorded and the table is set up anew. */
  onReset(episode: number): void;
  /** A recording was thrown away that is not written down yet; the episode is recorded again. */
  onAgain(episode: number, span: Span): void;
}

/**
 * Follows what a recorder prints into a file, and passes it on to `tee`. What an earlier run may have heard is not passed
 * on again and has no times.
 */
export function earsOf(
  log: string,
  before: HeardBefore | null,
  { onReset, onAgain }: Listener,
  tee: (text: string) => void,
): Ears {
  const decoder = new StringDecoder('utf8');
  const spans = new Map<number, Span>();
  let at = 0;
  let rest = '';
  let thrown = 0;
  let live = before === null;
  let now: { episode: number; began: number | null; ended: number | null } | null = null;

  function hear(line: string): void {
    const said = recorderSays(line);
    const at = live ? performance.now() : null;
    if (said?.what === 'recording') {
      const resetMs = between(now?.ended, at);
      now = { episode: said.episode, began: at, ended: null };
      spans.set(said.episode, { startedAt: live ? new Date() : null, durationMs: null, resetMs });
    } else if (said && now) {
      // The first of the two lines ends the recording and begins setting up for the next one.
      now.ended ??= at;
      const span = { ...(spans.get(now.episode) ?? NOTHING), durationMs: between(now.began, now.ended) };
      spans.set(now.episode, span);
      if (said.what === 'reset' && live) onReset(now.episode);
      if (said.what === 'again' && ++thrown > (before?.again ?? 0)) onAgain(now.episode, span);
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

/** Whole ms from one moment of the monotonic clock to another; null where one was not heard. */
const between = (from: number | null | undefined, to: number | null) =>
  from == null || to === null ? null : Math.round(to - from);

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
