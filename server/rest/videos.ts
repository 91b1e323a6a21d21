import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { ROLES } from '../core/people/access';
import { byteRange } from '../core/recording/byte-range';
import type { Actor } from '../services/context';
import { enterProgram } from '../services/people/gate';
import { episodeVideo } from '../services/recordings/episode-video';
import { ports } from '../wiring';
import { errorResponse } from './error-response';

const MEDIA_TYPES: Record<string, string> = {
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
  '.mov': 'video/quicktime',
};

/** Streams the video of one camera of an episode, or the part of it that is asked for: players ask for what they show. */
export async function serveVideo(
  request: Request,
  program: string,
  episode: string,
  camera: string,
  actor: Actor | null,
): Promise<Response> {
  try {
    const ctx = await enterProgram(ports(), actor, program, { kind: 'program', roles: ROLES, scope: 'read' });
    const { file } = await episodeVideo(ctx, /^\d{1,15}$/.test(episode) ? Number(episode) : -1, camera);
    const { size } = await stat(file);
    const part = byteRange(request.headers.get('range'), size);
    if (part === 'unsatisfiable')
      return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
    const { first, last } = part ?? { first: 0, last: size - 1 };
    const body = size === 0 ? null : Readable.toWeb(createReadStream(file, { start: first, end: last }));
    return new Response(body as ReadableStream<Uint8Array> as BodyInit | null, {
      status: part ? 206 : 200,
      headers: {
        'content-type': MEDIA_TYPES[extname(file).toLowerCase()] ?? 'video/mp4',
        'content-length': String(last - first + 1),
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
        ...(part ? { 'content-range': `bytes ${first}-${last}/${size}` } : {}),
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}
