import { DomainError } from '../core/errors';
import { MAX_PICTURE_BYTES } from '../core/matrix/picture';
import { ROLES } from '../core/people/access';
import type { Actor } from '../services/context';
import { levelPicture } from '../services/matrix/level-picture';
import { setLevelPicture } from '../services/matrix/set-level-picture';
import { enterProgram } from '../services/people/gate';
import { ports } from '../wiring';
import { errorResponse } from './error-response';

/** Answers with a picture of the program's levels. Its key is its content, so that it may be kept for good. */
export async function servePicture(program: string, key: string, actor: Actor | null): Promise<Response> {
  try {
    const ctx = await enterProgram(ports(), actor, program, { kind: 'program', roles: ROLES, scope: 'read' });
    const { bytes, mediaType } = await levelPicture(ctx, key);
    return new Response(Buffer.from(bytes), {
      headers: {
        'content-type': mediaType,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'",
        'cache-control': 'private, max-age=31536000, immutable',
      },
    });
  } catch (error) {
    return errorResponse(error);
  }
}

/** Sets the picture of the level named by the path to the request's body; an empty body takes it away. */
export async function receivePicture(
  request: Request,
  program: string,
  levelId: string,
  actor: Actor | null,
): Promise<Response> {
  try {
    const ctx = await enterProgram(ports(), actor, program, { kind: 'program', roles: ['lead'], scope: 'plan' });
    if (!/^\d{1,9}$/.test(levelId)) throw new DomainError('not_found', 'There is no such level in this program.');
    const bytes = await bodyUpTo(request, MAX_PICTURE_BYTES + 1);
    return Response.json(await setLevelPicture(ctx, { levelId: Number(levelId), bytes: bytes.length ? bytes : null }));
  } catch (error) {
    return errorResponse(error);
  }
}

/** The body, read no further than just beyond `limit` bytes. */
async function bodyUpTo(request: Request, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    parts.push(part);
    size += part.byteLength;
    if (size >= limit) break;
  }
  return Buffer.concat(parts);
}
