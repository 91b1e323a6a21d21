import { mkdtempSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll } from 'vitest';
import { serveRest } from '@/server/rest/serve-rest';
import { connection } from '@/server/wiring';
import type { TestDatabase } from './test-database';

/** The API over HTTP as the built application serves it, on the database of the test file. */
export interface RestServer {
  /** `http://127.0.0.1:…`, without a path. */
  url: string;
  /** Environment of a process that works on the same installation, such as a worker or the command line on the server. */
  env: Record<string, string>;
  dataFolder: string;
}

/** Serves `/api/v1` while the tests of the calling file run; use it inside tests and hooks only. */
export function restServer(database: TestDatabase): RestServer {
  const live: RestServer = { url: '', env: {}, dataFolder: '' };
  let server: http.Server | undefined;
  beforeAll(async () => {
    live.dataFolder = mkdtempSync(path.join(os.tmpdir(), 'rota-rest-'));
    const { where } = database;
    live.env = {
      ROTA_DATA: live.dataFolder,
      LOG_LEVEL: 'error',
      ...('url' in where ? { DATABASE_URL: where.url } : { ROTA_SOCKET: where.socket }),
    };
    if (!('url' in where)) delete process.env.DATABASE_URL;
    Object.assign(process.env, live.env);
    server = http.createServer(async (incoming, outgoing) => {
      const answer = await serveRest(requestOf(incoming));
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      outgoing.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    live.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server?.closeAllConnections();
    server?.close();
    await connection().close();
  });
  return live;
}

function requestOf(incoming: http.IncomingMessage): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  });
}
