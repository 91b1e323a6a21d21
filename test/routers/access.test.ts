import { readdirSync } from 'node:fs';
import path from 'node:path';
import { TRPCError } from '@trpc/server';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { memberships, people, tokens } from '@/db/schema/people';
import { programs } from '@/db/schema/programs';
import { DomainError } from '@/server/core/errors';
import { type Access, allows, ROLES, type Role, TOKEN_SCOPES, type TokenScope } from '@/server/core/people/access';
import { CreateProgramInput } from '@/server/core/program/schema';
import { procedures } from '@/server/rest/routes';
import { sameOrigin } from '@/server/rest/same-origin';
import { serveTrpc } from '@/server/rest/serve-trpc';
import type { Actor } from '@/server/services/context';
import { actorOfSession, actorOfToken, asServer, SignedOut } from '@/server/services/people/gate';
import { createProgram } from '@/server/services/programs/create';
import { testPorts } from '../support/ports';
import { testDatabase } from '../support/test-database';

/** What a gate can answer; `entered` is everything that happens behind it, a refused input included. */
type Outcome = 'signed out' | 'unknown program' | 'forbidden' | 'entered';

interface Caller {
  who: string;
  actor: () => Promise<Actor | null>;
  /** Roles in the program that is called; null for somebody who may not know that it exists. */
  roles: readonly Role[] | null;
  admin?: boolean;
  scopes?: readonly TokenScope[];
}

const database = testDatabase();
const factors = ['task', 'object'].map((key) => ({ key, name: key, levels: [{ name: 'a' }, { name: 'b' }] }));

function callers(): Caller[] {
  const person = (name: string) => async () => {
    const [row] = await database.db.select().from(people).where(eq(people.name, name));
    return actorOfSession(ports(), row.id, row.epoch);
  };
  const token = (secret: string) => () => actorOfToken(ports(), secret);
  return [
    { who: 'nobody', actor: async () => null, roles: null },
    ...ROLES.map((role) => ({ who: role, actor: person(role), roles: [role] })),
    { who: 'admin', actor: person('chief'), roles: [], admin: true },
    { who: 'lead of another program', actor: person('stranger'), roles: null },
    ...TOKEN_SCOPES.flatMap((scope) => [
      { who: `token ${scope}`, actor: token(`here ${scope}`), roles: [], scopes: [scope] },
      { who: `token ${scope} of another program`, actor: token(`there ${scope}`), roles: null, scopes: [scope] },
      { who: `token ${scope} of the installation`, actor: token(`all ${scope}`), roles: [], scopes: [scope] },
      { who: `expired token ${scope}`, actor: token(`expired ${scope}`), roles: null },
      { who: `revoked token ${scope}`, actor: token(`revoked ${scope}`), roles: null },
    ]),
  ];
}

let wired: ReturnType<typeof testPorts> | undefined;
function ports() {
  wired ??= testPorts(database);
  return wired;
}

beforeAll(async () => {
  const server = asServer(ports(), 'test');
  const ids: number[] = [];
  for (const name of ['here', 'there']) {
    const { slug } = await createProgram(server, CreateProgramInput.parse({ name, slug: name, factors }));
    const [row] = await database.db.select().from(programs).where(eq(programs.slug, slug));
    ids.push(row.id);
  }
  const [here, there] = ids;
  const make = async (name: string, isAdmin: boolean, programId: number | null, role: Role) => {
    const [row] = await database.db.insert(people).values({ name, isAdmin, passwordHash: '' }).returning();
    if (programId !== null) await database.db.insert(memberships).values({ personId: row.id, programId, role });
  };
  for (const role of ROLES) await make(role, false, here, role);
  await make('chief', true, null, 'lead');
  await make('stranger', false, there, 'lead');
  for (const scope of TOKEN_SCOPES) {
    const key = (name: string) => ({ name, hash: ports().secrets.sha256(`${name} ${scope}`), scopes: [scope] });
    await database.db.insert(tokens).values([
      { ...key('here'), programId: here },
      { ...key('there'), programId: there },
      { ...key('all'), programId: null },
      { ...key('expired'), programId: here, expiresAt: new Date(Date.now() - 1000) },
      { ...key('revoked'), programId: here, revokedAt: new Date() },
    ]);
  }
});

async function call(name: string, actor: Actor | null, program: string): Promise<unknown> {
  const procedure = procedures[name];
  return procedure({
    ctx: { ports: ports(), actor },
    getRawInput: async () => ({ program }),
    path: name,
    type: procedure._def.type,
    signal: AbortSignal.abort(),
    batchIndex: 0,
  });
}

const strangersAnswer = (program: string) => `There is no program "${program}" that you can see.`;

async function outcomeOf(name: string, actor: Actor | null): Promise<Outcome> {
  try {
    await call(name, actor, 'here');
    return 'entered';
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    if (cause instanceof SignedOut) return 'signed out';
    if (!(cause instanceof DomainError)) return 'entered';
    if (cause.fault === 'not_found' && cause.message.startsWith(strangersAnswer('here'))) return 'unknown program';
    return cause.fault === 'forbidden' && cause.message.startsWith('This needs ') ? 'forbidden' : 'entered';
  }
}

function expected(access: Access, caller: Caller, actor: Actor | null): Outcome {
  const standing = {
    signedIn: actor !== null,
    admin: caller.admin ?? false,
    roles: caller.roles ?? [],
    tokenScopes: actor ? (caller.scopes ?? null) : null,
  };
  if (access.kind !== 'public' && !actor) return 'signed out';
  if (access.kind === 'program' && caller.roles === null) return 'unknown program';
  return allows(access, standing) ? 'entered' : 'forbidden';
}

describe('every procedure', () => {
  const names = Object.keys(procedures);

  test.each(names)('%s states its rule and answers every caller by it', async (name) => {
    const access = procedures[name]._def.meta?.access;
    if (!access) throw new Error(`${name} has no rule: build it with program(…) or installation(…).`);
    for (const caller of callers()) {
      const actor = await caller.actor();
      expect(`${caller.who}: ${await outcomeOf(name, actor)}`).toBe(
        `${caller.who}: ${expected(access, caller, actor)}`,
      );
    }
  });

  test.each(names)('%s lets no reading token change anything, and machines in by a scope alone', (name) => {
    const { type, meta } = procedures[name]._def;
    const scope = meta?.access && 'scope' in meta.access ? meta.access.scope : undefined;
    if (type === 'mutation') expect(scope).not.toBe('read');
    if (meta?.openapi) expect(scope).toBeDefined();
  });

  test('a member of another program hears what a program that does not exist answers', async () => {
    const stranger = await callers()
      .find(({ who }) => who === 'lead of another program')
      ?.actor();
    const heard = async (program: string) =>
      call('programs.show', stranger ?? null, program).catch((error: TRPCError) => ({
        code: error.code,
        message: error.message.replaceAll(`"${program}"`, '…'),
      }));
    expect(await heard('here')).toEqual(await heard('nowhere'));
  });
});

/** The rule of every route file, whatever it serves. */
const ROUTES: Record<string, string> = {
  'app/api/auth/[...nextauth]/route.ts': 'public: it is the sign-in, with its own token against forged requests',
  'app/api/health/route.ts': 'public: says ready or not, nothing else',
  'app/api/pictures/[program]/[key]/route.ts':
    'session cookie or token, same origin; to see: the program; to change: lead of the program',
  'app/api/trpc/[trpc]/route.ts': 'session cookie, same origin; the rule of each procedure',
  'app/api/uploads/[program]/route.ts': 'session cookie, same origin; lead or engineer of the program',
  'app/api/videos/[program]/[episode]/[camera]/route.ts': 'session cookie or token; the program',
  'app/api/v1/[...path]/route.ts': 'bearer token; the rule of each procedure',
  'app/api/wall/[program]/[key]/route.ts':
    'public: keeps the secret of a link in this browser, whatever it is worth, and leads on to the wall',
  'app/api/worker/route.ts': 'public: the service worker, a script with nothing of anybody in it',
};

describe('every route file', () => {
  test('is listed with its rule', () => {
    const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
      .filter((file) => /^route\.tsx?$/.test(path.basename(file)))
      .map((file) => `app/${file}`);
    expect(files.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  const post = (headers: Record<string, string>) =>
    new Request('http://rota.example/api/trpc/people.signOutEverywhere', {
      method: 'POST',
      headers: { host: 'rota.example', ...headers },
    });

  test('that trusts a cookie refuses a write from another origin', async () => {
    const { POST } = await import('@/app/api/uploads/[program]/route');
    const foreign = post({ origin: 'https://elsewhere.example' });
    expect((await serveTrpc(foreign)).status).toBe(403);
    expect((await POST(foreign, { params: Promise.resolve({ program: 'here' }) })).status).toBe(403);
  });

  test.each([
    [{ origin: 'http://rota.example' }, true],
    [{ origin: 'https://elsewhere.example' }, false],
    [{ origin: 'null' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'same-origin' }, true],
  ])('a write with %j is of the same origin: %s', (headers, same) => {
    expect(sameOrigin(post(headers as Record<string, string>))).toBe(same);
  });
});

describe('a session', () => {
  test('ends when the epoch of its person is raised', async () => {
    const [row] = await database.db.select().from(people).where(eq(people.name, 'operator'));
    expect(await actorOfSession(ports(), row.id, row.epoch)).toMatchObject({ personId: row.id });
    await database.db
      .update(people)
      .set({ epoch: sql`${people.epoch} + 1` })
      .where(eq(people.id, row.id));
    expect(await actorOfSession(ports(), row.id, row.epoch)).toBeNull();
  });

  test('ends when its person is disabled', async () => {
    const [row] = await database.db
      .update(people)
      .set({ disabledAt: new Date() })
      .where(eq(people.name, 'annotator'))
      .returning();
    expect(await actorOfSession(ports(), row.id, row.epoch)).toBeNull();
  });
});

test('a token notes its use at most once a minute', async () => {
  const hash = ports().secrets.sha256('here read');
  const usedAt = async () => {
    await actorOfToken(ports(), 'here read');
    const [row] = await database.db.select().from(tokens).where(eq(tokens.hash, hash));
    return row.lastUsedAt?.getTime() ?? 0;
  };
  const first = await usedAt();
  expect(first).toBeGreaterThan(0);
  expect(await usedAt()).toBe(first);
  await database.db
    .update(tokens)
    .set({ lastUsedAt: new Date(Date.now() - 61_000) })
    .where(eq(tokens.hash, hash));
  expect(await usedAt()).toBeGreaterThan(Date.now() - 30_000);
});
