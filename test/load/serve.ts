import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** Serves `/api/v1` of this process on a free port of loopback. */
export async function serveHere(): Promise<{ url: string; close(): void }> {
  const { serveRest } = await import('@/server/rest/serve-rest');
  const server = http.createServer(async (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const reads = method === 'GET';
    const answer = await serveRest(
      new Request(`http://${headers.host}${url}`, {
        method,
        headers: Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
        ...(reads ? {} : { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
      }),
    );
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
