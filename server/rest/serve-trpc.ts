import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { browserActor } from '../auth';
import { log } from '../log';
import { appRouter } from '../routers';
import { ports } from '../wiring';
import { sameOrigin } from './same-origin';

/** The browser's transport: tRPC with the session cookie, or that of a screen on a wall. Writes from other origins are refused. */
export async function serveTrpc(request: Request): Promise<Response> {
  if (!sameOrigin(request))
    return Response.json({ message: 'This request came from another site and was refused.' }, { status: 403 });
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: async () => ({ ports: ports(), actor: await browserActor() }),
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') log().error({ err: error.cause ?? error, path }, 'request failed');
    },
  });
}
