import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Misused, type Terminal } from './terminal';

/** The server said no: its sentence, and what it attached for programs. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly details: unknown,
  ) {
    super(message);
  }
}

/** Nobody answers there. */
export class Unreachable extends Error {}

/** `/api/v1` of one installation, as one token sees it. Throws Refused or Unreachable. */
export interface Client {
  get<T>(path: string, query?: Record<string, string | number | boolean | undefined>): Promise<T>;
  post<T>(path: string, body?: object): Promise<T>;
  /** Sends a file as it is and returns the id under which it is kept. */
  upload(program: string, file: string, name?: string): Promise<string>;
}

/**
 * The client for ROTA_URL (default http://localhost:3000) and ROTA_TOKEN; `patienceMs`: an answer that takes longer
 * counts as none. Throws Misused without a token.
 */
export function clientFor({ env }: Terminal, patienceMs?: number): Client {
  const base = (env.ROTA_URL || 'http://localhost:3000').replace(/\/$/, '');
  const token = env.ROTA_TOKEN;
  if (!URL.canParse(base)) throw new Misused(`ROTA_URL is "${base}", which is no address. Try http://localhost:3000.`);
  if (!token)
    throw new Misused(
      'Set ROTA_TOKEN to a token. On the server `rota tokens create NAME --scope read --scope data` makes one.',
    );
  const authorization = `Bearer ${token}`;

  async function send<T>(method: string, at: string, init: RequestInit): Promise<T> {
    const headers = { ...init.headers, authorization };
    const signal = patienceMs === undefined ? undefined : AbortSignal.timeout(patienceMs);
    const answer = fetch(`${base}/api/v1${at}`, { ...init, method, headers, signal }).then(
      // The network may also end in the middle of an answer.
      async (response) => [response, await response.text()] as const,
    );
    const [response, text] = await answer.catch((error: Error) => {
      throw new Unreachable(
        `Rota does not answer at ${base} (${reasonOf(error)}). Start it, or set ROTA_URL to its address.`,
      );
    });
    return answerOf<T>(response, text, base);
  }

  return {
    get: (at, query = {}) => send('GET', at + queryOf(query), {}),
    post: (at, body = {}) =>
      send('POST', at, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    async upload(program, file, name = path.basename(file)) {
      const { size } = await stat(file).catch(() => {
        throw new Misused(`There is no file ${file}.`);
      });
      // fetch sends a stream only when told that it will not read the answer meanwhile.
      const sending: RequestInit & { duplex: 'half' } = {
        headers: {
          'content-type': 'application/octet-stream',
          'content-length': String(size),
          'x-file-name': encodeURIComponent(name),
        },
        body: Readable.toWeb(createReadStream(file)) as ReadableStream,
        duplex: 'half',
      };
      const { uploadId } = await send<{ uploadId: string }>('POST', `/programs/${program}/uploads`, sending);
      return uploadId;
    },
  };
}

function answerOf<T>(response: Response, text: string, base: string): T {
  const body: unknown = text === '' ? undefined : parsed(text);
  if (response.ok) return body as T;
  if (isRefusal(body)) throw new Refused(body.message, response.status, body.details);
  throw new Unreachable(`${base} answers, but not as Rota does (status ${response.status}). Check ROTA_URL.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRefusal(body: unknown): body is { message: string; details?: unknown } {
  return typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string';
}

function queryOf(query: Record<string, string | number | boolean | undefined>): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

function reasonOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}
