import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { connection } from '@/server/wiring';
import { serveApi } from './serve-api';
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
  let server: Awaited<ReturnType<typeof serveApi>> | undefined;
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
    server = await serveApi();
    live.url = server.url;
  });
  afterAll(async () => {
    server?.close();
    await connection().close();
  });
  return live;
}
