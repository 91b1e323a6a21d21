import { DomainError } from '../core/errors';
import type { Actor, ProgramContext } from '../services/context';
import { enterProgram } from '../services/people/gate';
import { postPredictions } from '../services/scoring/post-predictions';
import { ports } from '../wiring';

/** Whether a request brings predictions as its body rather than as JSON that names an upload. */
export function bringsPredictions(request: Request): boolean {
  return request.method === 'POST' && !(request.headers.get('content-type') ?? '').includes('json');
}

/** Takes the predictions of one episode from the body; the query names the episode and, for a figure per step, its measure. */
export async function receivePredictions(
  request: Request,
  program: string,
  checkpointId: number,
  actor: Actor | null,
): Promise<Response> {
  const ctx = await enterProgram(ports(), actor, program, {
    kind: 'program',
    roles: ['lead', 'engineer'],
    scope: 'data',
  });
  const query = new URL(request.url).searchParams;
  const episodeId = Number(query.get('episode'));
  if (!Number.isSafeInteger(episodeId) || episodeId < 1)
    throw new DomainError('invalid', 'Name the episode by its id: ?episode=… (GET /rollouts lists the ids).');
  const about = { checkpointId, episodeId, measure: query.get('measure')?.trim() ?? '' };
  return Response.json(await postPredictions(ctx, about, await bodyOf(ctx, request)));
}

async function bodyOf(ctx: ProgramContext, request: Request): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.byteLength;
    if (bytes > ctx.storage.uploadLimit)
      throw new DomainError(
        'invalid',
        `The predictions of one episode end at ${Math.floor(ctx.storage.uploadLimit / 2 ** 20)} MB; nothing was kept. Post only the executed rows of each chunk, as float32.`,
      );
    parts.push(part);
  }
  if (bytes === 0) throw new DomainError('invalid', 'Send the .npz or parquet file as the body.');
  return new Uint8Array(Buffer.concat(parts));
}
