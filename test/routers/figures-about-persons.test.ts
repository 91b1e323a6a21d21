import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { liveAssignments } from '@/db/queries/assignments';
import { factorsOf } from '@/db/queries/matrix';
import { type Role, TOKEN_SCOPES } from '@/server/core/people/access';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { procedures, routesOf } from '@/server/rest/routes';
import { claimAssignment } from '@/server/services/collect/claim';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { today } from '@/server/services/collect/today';
import type { Actor } from '@/server/services/context';
import { runImport } from '@/server/services/imports/run-import';
import { startImport } from '@/server/services/imports/start';
import { createToken } from '@/server/services/people/create-token';
import { asServer } from '@/server/services/people/gate';
import { invite } from '@/server/services/people/invite';
import { sayHere } from '@/server/services/presence/here';
import { setFigures } from '@/server/services/programs/set-figures';
import { attemptOn, collecting } from '../support/collecting';
import { actorNamed } from '../support/programs';
import { restServer } from '../support/rest-server';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const rest = restServer(database);

/** Who worked. Nothing but the list of members may tie this name to what was done, unless the program says so. */
const WORKER = 'First operator';

type Day = Awaited<ReturnType<typeof collecting>>;
let day: Day;
const ids: Record<string, number> = {};

/** A day on which one operator records an assignment to its end, discards one, and is still there; the recordings are in the store. */
beforeAll(async () => {
  day = await collecting(database, 3, 3);
  const { first, lead, server, ports } = day;
  await sayHere(first, { stationId: null, device: 'tablet' });
  const { assignmentId } = await claimAssignment(first, { stationId: null, device: 'tablet' });
  const task = (await today(first, { stationId: null })).current?.instruction ?? '';
  await logAttempt(first, attemptOn(assignmentId, { outcome: 'discard', durationMs: 3000, sequence: 0 }));
  const seconds = [12, 31, 20];
  for (const [n, length] of seconds.entries())
    await logAttempt(first, attemptOn(assignmentId, { sequence: n + 1, durationMs: length * 1000 }));
  const row = (await liveAssignments(server.db, server.scope)).find(({ id }) => id === assignmentId);
  const factors = await factorsOf(server.db, server.scope);
  await writeLeRobotV3(path.join(ports.importFolder, 'take'), {
    robotType: 'arm',
    fps: 10,
    features: [{ name: 'action', names: ['a'] }],
    episodes: seconds.map((length, e) => ({
      task,
      frames: length * 10,
      signals: { action: Float32Array.from({ length: length * 10 }, (_, i) => i + 1000 * e) },
      attributes: {},
    })),
  });
  const { importId } = await startImport(lead, {
    source: { from: 'folder', path: 'take' },
    mapping: {
      kind: 'demonstration',
      factors: Object.fromEntries(
        factors.map(({ key, levels }, f) => [
          key,
          { by: 'constant' as const, level: levels.find(({ id }) => id === row?.levelIds[f])?.name ?? '' },
        ]),
      ),
      checkpointId: null,
      robotId: null,
      operatorId: null,
      stationId: null,
      outcome: { from: 'recording' },
    },
    createLevels: false,
  });
  await runImport(server, importId, new AbortController().signal);
  const [episode] = await database.sql`select id from episodes where import_id = ${importId} order by id limit 1`;
  Object.assign(ids, { importId, episodeId: Number(episode.id), assignmentId, page: 1 });
  for (const role of ['manager', 'annotator', 'engineer'] as const)
    await invite(server, { name: `A ${role}`, roles: [role], password: 'operator-password' });
});

/** What a caller reads: the answers of all queries that do answer, by name. */
async function readBy(actor: Actor): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  for (const [name, procedure] of Object.entries(procedures)) {
    if (procedure._def.type !== 'query') continue;
    const answer = await procedure({
      ctx: { ports: day.ports, actor },
      getRawInput: async () => ({ program: day.server.scope.slug, ...ids }),
      path: name,
      type: 'query',
      signal: undefined,
      batchIndex: 0,
    }).catch(() => undefined);
    if (answer !== undefined) answers.set(name, JSON.stringify(answer));
  }
  return answers;
}

const token = (scope: 'read' | 'wall'): Actor => ({
  name: scope,
  personId: null,
  tokenId: 1,
  admin: false,
  tokenScopes: [scope],
  tokenProgramId: null,
});

const WHO: [string, () => Promise<Actor>][] = [
  ['another operator', () => actorNamed(day.ports, 'Second operator')],
  ...(['manager', 'annotator', 'engineer'] satisfies Role[]).map((role): [string, () => Promise<Actor>] => [
    role,
    () => actorNamed(day.ports, `A ${role}`),
  ]),
  ['lead', () => actorNamed(day.ports, 'Lead')],
  ['a script that reads', async () => token('read')],
  ['a screen on a wall', async () => token('wall')],
];

/** The list of members, and whom an import may be said to be recorded by: names without anything they did. */
const MEMBERS = ['people.list', 'imports.choices'];

const naming = (answers: Map<string, string>) =>
  [...answers].flatMap(([name, text]) => (text.includes(WORKER) && !MEMBERS.includes(name) ? [name] : [])).sort();

describe.each(WHO)('%s', (who, actor) => {
  it.each(['off', 'team'] as const)(
    'reads nowhere who recorded what where figures about persons are %s',
    async (about) => {
      await setFigures(day.lead, { figuresAboutPersons: about });
      const answers = await readBy(await actor());
      expect(answers.has('wall.show')).toBe(who !== 'a script that reads');
      expect(naming(answers)).toEqual([]);
      const own = answers.get('collect.day');
      if (own)
        expect(JSON.parse(own)).toMatchObject({ about, own: null, team: about === 'off' ? null : { discarded: 1 } });
    },
  );

  it('reads the names where the program names persons, and what each logged only as a lead', async () => {
    await setFigures(day.lead, { figuresAboutPersons: 'named' });
    const expected = {
      'a screen on a wall': ['wall.show'],
      'a script that reads': [],
      lead: ['collect.progress', 'recordings.episode', 'wall.show'],
    }[who];
    expect(naming(await readBy(await actor()))).toEqual(expected ?? ['recordings.episode', 'wall.show']);
  });
});

/** What a token reads over HTTP: the bodies of all paths of the API that do answer, by name. */
async function readOverHttp(secret: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const values: Record<string, string | number> = { program: day.server.scope.slug, ...ids };
  for (const { method, path: pattern, name } of routesOf()) {
    if (method !== 'GET') continue;
    const filled = pattern.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? 1));
    const answer = await fetch(`${rest.url}/api/v1${filled}`, { headers: { authorization: `Bearer ${secret}` } });
    const text = await answer.text();
    if (answer.ok) answers.set(name, text);
  }
  return answers;
}

describe.each(TOKEN_SCOPES)('a script with the scope "%s", over HTTP', (scope) => {
  it.each(['off', 'team', 'named'] as const)(
    'reads nowhere who recorded what where figures about persons are %s',
    async (about) => {
      await setFigures(day.lead, { figuresAboutPersons: about });
      const { secret } = await createToken(asServer(day.ports, 'test'), { name: `${scope} ${about}`, scopes: [scope] });
      const answers = await readOverHttp(secret);
      const readings = ['recordings.episodes', 'collect.queue', 'days.show', 'imports.show', 'stations.list'];
      expect(readings.filter((name) => answers.has(name))).toEqual(scope === 'read' ? readings : []);
      expect(naming(answers)).toEqual([]);
    },
  );
});
