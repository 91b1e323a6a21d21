import { DomainError } from '../core/errors';
import type { Actor } from '../services/context';
import { storeUpload } from '../services/imports/store-upload';
import { enterProgram } from '../services/people/gate';
import { ports } from '../wiring';
import { errorResponse } from './error-response';

/** Streams the request body to disk as one file named by `x-file-name`; answers with the upload's id. */
export async function receiveUpload(request: Request, program: string, actor: Actor | null): Promise<Response> {
  try {
    const ctx = await enterProgram(ports(), actor, program, {
      kind: 'program',
      roles: ['lead', 'engineer'],
      scope: 'data',
    });
    const name = fileNameOf(request);
    if (!name || !request.body)
      throw new DomainError('invalid', 'Send the file as the body and its name in the header x-file-name.');
    const declared = Number(request.headers.get('content-length') ?? 0);
    return Response.json(await storeUpload(ctx, { name, declaredBytes: declared, body: request.body }), {
      status: 201,
    });
  } catch (error) {
    return errorResponse(error);
  }
}

/** The header's text, percent-decoded where it is percent-encoded. */
function fileNameOf(request: Request): string {
  const text = request.headers.get('x-file-name') ?? '';
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
