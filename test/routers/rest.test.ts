import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { uploads } from '@/db/schema/recordings';
import { TOKEN_SCOPES, type TokenScope } from '@/server/core/people/access';
import { CreateTokenInput } from '@/server/core/people/schema';
import { CreateProgramInput } from '@/server/core/program/schema';
import { health } from '@/server/rest/health';
import { openApiDocument } from '@/server/rest/openapi';
import { procedures, routesOf } from '@/server/rest/routes';
import { createToken } from '@/server/services/people/create-token';
import { asServer } from '@/server/services/people/gate';
import { createProgram } from '@/server/services/programs/create';
import { ports } from '@/server/wiring';
import { restServer } from '../support/rest-server';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const server = restServer(database);
const secrets: Partial<Record<TokenScope, string>> = {};

interface Answer {
  status: number;
  body: { message?: string; fault?: string | null; details?: unknown } & Record<string, unknown>;
}

async function ask(
  method: string,
  path: string,
  init: { token?: string; body?: string; type?: string } = {},
): Promise<Answer> {
  const { token = secrets.admin, body, type = 'application/json' } = init;
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    body,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': type }),
      ...(type === 'application/octet-stream' ? { 'x-file-name': encodeURIComponent('a b <i>.csv') } : {}),
    },
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

beforeAll(async () => {
  const ctx = asServer(ports(), 'test');
  const factors = ['task', 'object'].map((key) => ({
    key,
    name: key,
    levels: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name })),
  }));
  for (const slug of ['kitchen', 'garage'])
    await createProgram(ctx, CreateProgramInput.parse({ name: slug, slug, factors }));
  for (const scope of TOKEN_SCOPES) {
    const scopes = scope === 'admin' ? TOKEN_SCOPES : [scope];
    secrets[scope] = (await createToken(ctx, CreateTokenInput.parse({ name: scope, scopes }))).secret;
  }
});

describe('every refusal is a JSON sentence with its fault and the right status', () => {
  const proposal = JSON.stringify({ demonstrations: 24, strategy: 'random', override: 'first day' });
  test.each<[string, number, string | null, () => Promise<Answer>]>([
    ['no token', 401, 'forbidden', () => ask('GET', '/programs', { token: '' })],
    ['an unknown token', 401, 'forbidden', () => ask('GET', '/programs', { token: 'rota_no' })],
    [
      'a scope too little',
      403,
      'forbidden',
      () => ask('POST', '/programs/kitchen/rounds/close', { token: secrets.read }),
    ],
    ['an unknown program', 404, 'not_found', () => ask('GET', '/programs/nowhere')],
    ['an unknown schedule', 404, 'not_found', () => ask('GET', '/programs/kitchen/schedules/99')],
    ['an unknown path', 404, 'not_found', () => ask('GET', '/nothing')],
    ['an input that the schema refuses', 400, 'invalid', () => ask('POST', '/programs', { body: '{"name":"x"}' })],
    ['a body that is not JSON', 400, 'invalid', () => ask('POST', '/programs', { body: '{' })],
    ['a body that is no object', 400, 'invalid', () => ask('POST', '/programs', { body: '[]' })],
    ['a number that is none', 400, 'invalid', () => ask('GET', '/programs/kitchen/schedules/many')],
    [
      'a batch that no cap allows',
      422,
      'infeasible',
      () => ask('POST', '/programs/kitchen/schedules', { body: proposal }),
    ],
    ['no body where one is needed', 400, 'invalid', () => ask('POST', '/programs/kitchen/attempts')],
  ])('%s: %d %s', async (_, status, fault, request) => {
    const answer = await request();
    expect({ status: answer.status, fault: answer.body.fault }).toEqual({ status, fault });
    expect(answer.body.message).toMatch(/^\S.*[^\s]$/);
    expect(Object.keys(answer.body).sort()).toEqual(['details', 'fault', 'message']);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at Object|TRPC/);
  });

  test('a name that is taken is a conflict, and nothing is kept of it', async () => {
    const body = JSON.stringify({
      name: 'Second kitchen',
      slug: 'kitchen',
      factors: ['x', 'y'].map((key) => ({ key, name: key, levels: [{ name: 'a' }, { name: 'b' }] })),
    });
    expect(await ask('POST', '/programs', { body })).toMatchObject({ status: 409, body: { fault: 'conflict' } });
    expect((await ask('GET', '/programs')).body).toHaveLength(2);
  });
});

describe('answers', () => {
  test('a program is shown with its factors, a token of the installation sees all programs', async () => {
    expect((await ask('GET', '/programs/kitchen')).body).toMatchObject({ slug: 'kitchen', matrix: { total: 25 } });
    expect((await ask('GET', '/programs')).body).toMatchObject([{ slug: 'garage' }, { slug: 'kitchen' }]);
  });

  test('calling the API changes no schema: text is refused in a body where a number is asked for, before and after', async () => {
    const body = JSON.stringify({ demonstrations: '25', strategy: 'random', override: 'first day' });
    for (let round = 0; round < 2; round++)
      expect((await ask('POST', '/programs/kitchen/schedules', { body })).status).toBe(400);
    expect((await ask('GET', '/programs/kitchen/manifest?seed=7')).body).toMatchObject({ seed: 7 });
  });

  test('an upload is kept for its program under its own name', async () => {
    const sent = { body: 'episode,task\n0,pour\n', type: 'application/octet-stream', token: secrets.data };
    const { status, body } = await ask('POST', '/programs/kitchen/uploads', sent);
    expect(status).toBe(201);
    const stored = await database.db
      .select()
      .from(uploads)
      .where(and(eq(uploads.id, String(body.uploadId)), eq(uploads.bytes, sent.body.length)));
    expect(stored).toMatchObject([{ name: 'a b <i>.csv' }]);
    expect((await ask('POST', '/programs/kitchen/uploads', { ...sent, token: secrets.read })).status).toBe(403);
  });
});

describe('the OpenAPI document', () => {
  test('is served without a token and describes every procedure that machines may call', async () => {
    const { status, body } = await ask('GET', '/openapi.json', { token: '' });
    expect({ status, version: body.openapi }).toEqual({ status: 200, version: '3.1.0' });
    const paths = body.paths as Record<string, Record<string, unknown>>;
    for (const { path, method } of routesOf()) expect(paths[path]).toHaveProperty(method.toLowerCase());
    expect(paths).toHaveProperty('/programs/{program}/uploads');
  });

  test('gives every operation an id of its own, a summary, a described tag, security and its refusals', () => {
    const { paths = {}, tags = [] } = openApiDocument();
    const described = new Set(tags.filter(({ description }) => description).map(({ name }) => name));
    const ids = new Set<string>();
    for (const item of Object.values(paths))
      for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
        const operation = item?.[method];
        if (!operation) continue;
        expect(ids).not.toContain(operation.operationId);
        ids.add(operation.operationId ?? '');
        expect(operation.summary).toBeTruthy();
        expect(operation.description).toContain('scope');
        expect(operation.security).toEqual([{ token: [] }]);
        expect(operation.tags?.length).toBe(1);
        for (const tag of operation.tags ?? []) expect(described).toContain(tag);
        expect(Object.keys(operation.responses ?? {})).toEqual(
          expect.arrayContaining(['400', '401', '403', '404', '422']),
        );
      }
    expect(ids.size).toBe(Object.values(procedures).filter(({ _def }) => _def.meta?.openapi).length + 1);
  });

  test('refers only to what it holds', () => {
    const document = JSON.stringify(openApiDocument());
    const { components } = JSON.parse(document);
    for (const [, name] of document.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      expect(components.schemas).toHaveProperty([name]);
  });
});

test('health is ready only while nothing is missing, and names what is', async () => {
  const supervised = globalThis as typeof globalThis & { rotaMissing?: string[] };
  supervised.rotaMissing = ['people', 'worker'];
  const early = await health();
  expect([early.status, await early.json()]).toEqual([503, { ready: false, missing: 'people, worker' }]);
  supervised.rotaMissing = [];
  const later = await health();
  expect(later.status).toBe(200);
  expect(await later.json()).toMatchObject({ ready: true });
});
