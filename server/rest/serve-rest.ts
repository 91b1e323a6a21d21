import { createOpenApiFetchHandler } from 'trpc-to-openapi';
import { bearerActor } from '../auth';
import { log } from '../log';
import { appRouter } from '../routers';
import { ports } from '../wiring';
import { openApiDocument } from './openapi';
import { receiveUpload } from './receive-upload';

/** The machines' transport: `/api/v1` over the same procedures, for bearer tokens only. */
export async function serveRest(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/v1/openapi.json') return Response.json(openApiDocument());
  if (/^\/api\/v1\/programs\/[^/]+\/uploads$/.test(pathname) && request.method === 'POST') {
    return receiveUpload(request, pathname.split('/')[4], await bearerActor(request));
  }
  return createOpenApiFetchHandler({
    endpoint: '/api/v1',
    req: request,
    router: appRouter,
    createContext: async () => ({ ports: ports(), actor: await bearerActor(request) }),
    onError: ({ error, path }: { error: { code: string; cause?: unknown }; path: string | undefined }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') log().error({ err: error.cause ?? error, path }, 'request failed');
    },
  });
}
