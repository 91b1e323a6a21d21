import { bearerActor } from '../auth';
import { DomainError } from '../core/errors';
import { SignedOut } from '../services/people/gate';
import { ports } from '../wiring';
import { errorResponse } from './error-response';
import { openApiDocument, parameterTypesOf } from './openapi';
import { bringsPredictions, receivePredictions } from './receive-predictions';
import { receiveUpload } from './receive-upload';
import { procedures, type Route, routeFor } from './routes';

const ROOT = '/api/v1';
const UPLOADS = /^\/programs\/([^/]+)\/uploads$/;
const PREDICTIONS = /^\/programs\/([^/]+)\/checkpoints\/(\d+)\/predictions$/;

/** The machines' transport: `/api/v1` over the same procedures, for bearer tokens only. */
export async function serveRest(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.slice(ROOT.length).replace(/(.)\/$/, '$1');
  try {
    if (path === '/openapi.json') return Response.json(openApiDocument());
    const actor = await bearerActor(request);
    if (!actor && request.headers.has('authorization'))
      throw new SignedOut('This token is unknown, expired or revoked. A lead or the server makes a new one.');
    const upload = UPLOADS.exec(path);
    if (upload && request.method === 'POST') return await receiveUpload(request, upload[1], actor);
    const predictions = PREDICTIONS.exec(path);
    if (predictions && bringsPredictions(request))
      return await receivePredictions(request, predictions[1], Number(predictions[2]), actor);
    const found = routeFor(request.method, path);
    if (!('route' in found)) throw unknownPath(request.method, path, found.otherMethods);
    const input = { ...(await inputOf(request, found.route)), ...typed(found.parameters, found.route) };
    const { name } = found.route;
    const procedure = procedures[name];
    const result = await procedure({
      ctx: { ports: ports(), actor },
      getRawInput: async () => input,
      path: name,
      type: procedure._def.type,
      signal: request.signal,
      batchIndex: 0,
    });
    return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
  } catch (error) {
    return errorResponse(error);
  }
}

function unknownPath(method: string, path: string, otherMethods: readonly string[]): DomainError {
  const hint = otherMethods.length
    ? `It answers to ${otherMethods.join(' and ')}.`
    : `${ROOT}/openapi.json lists what there is.`;
  return new DomainError('not_found', `There is no ${method} ${ROOT}${path}. ${hint}`);
}

/** The query of a reading request, the JSON object of a writing one; nothing counts as an empty object. */
async function inputOf(request: Request, route: Route): Promise<object> {
  if (request.method === 'GET' || request.method === 'DELETE')
    return typed(Object.fromEntries(new URL(request.url).searchParams), route);
  const text = await request.text();
  if (text === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new DomainError('invalid', 'The body is not JSON. Nothing was changed.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new DomainError('invalid', 'The body has to be a JSON object. Nothing was changed.');
  return body;
}

/** Text of a path or query in the types that the document states; what does not fit stays text for the schema to refuse. */
function typed(texts: Record<string, string>, route: Route): Record<string, unknown> {
  const types = parameterTypesOf(route);
  return Object.fromEntries(
    Object.entries(texts).map(([name, raw]) => {
      const text = decoded(raw);
      const type = types.get(name);
      if ((type === 'integer' || type === 'number') && text.trim() !== '' && Number.isFinite(Number(text)))
        return [name, Number(text)];
      if (type === 'boolean' && (text === 'true' || text === 'false')) return [name, text === 'true'];
      return [name, text];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
