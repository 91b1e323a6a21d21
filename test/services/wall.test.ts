import { once } from 'node:events';
import { and, eq, gt } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { lastEventId } from '@/db/queries/record';
import { events as eventRows, programs } from '@/db/schema/programs';
import { StationInput } from '@/server/core/collect/schema';
import { ProgramSettings } from '@/server/core/program/schema';
import { claimAssignment } from '@/server/services/collect/claim';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { setAside } from '@/server/services/collect/set-aside';
import type { ProgramContext } from '@/server/services/context';
import { createToken } from '@/server/services/people/create-token';
import { actorOfToken, enterProgram } from '@/server/services/people/gate';
import { revokeToken } from '@/server/services/people/revoke-token';
import { sayHere } from '@/server/services/presence/here';
import { stay } from '@/server/services/presence/stay';
import { createStation } from '@/server/services/stations/create';
import { wallOf } from '@/server/services/wall/show';
import { attemptOn, collecting } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const MINUTE = 60_000;

async function atStation() {
  const at = await collecting(database, 6);
  const { stationId } = await createStation(at.lead, StationInput.parse({ name: 'Station 1' }));
  const wall = async () => {
    const shown = await wallOf(at.server);
    return { ...shown, here: shown.stations.find((station) => station.id === stationId) };
  };
  return { ...at, stationId, wall };
}

async function setFigures(server: Awaited<ReturnType<typeof atStation>>['server'], about: 'off' | 'team' | 'named') {
  const [row] = await server.db.select().from(programs).where(eq(programs.id, server.scope.programId));
  const settings = ProgramSettings.parse({ ...row.settings, figuresAboutPersons: about });
  await server.db.update(programs).set({ settings }).where(eq(programs.id, row.id));
}

describe('the wall', () => {
  it('says who works on what since when, and who is there by the last sign of life', async () => {
    const { first, stationId, wall, later, server } = await atStation();
    await setFigures(server, 'named');
    expect((await wall()).here).toMatchObject({ people: [], work: [], lastSeenAt: null, loggedToday: 0 });
    await sayHere(first, { stationId, device: 'tablet' });
    expect((await wall()).here?.people).toMatchObject([{ name: 'First operator' }]);
    const { assignmentId } = await claimAssignment(first, { stationId, device: 'tablet' });
    later(MINUTE / 2);
    const working = (await wall()).here;
    expect(working?.work).toMatchObject([{ assignmentId, person: 'First operator', logged: 0, wanted: 1 }]);
    expect(working?.work[0].since.toISOString()).toBe('2026-03-02T08:00:00.000Z');
    later(2 * MINUTE);
    expect((await wall()).here).toMatchObject({ people: [], work: [{ assignmentId }] });
    await logAttempt(first, attemptOn(assignmentId, { stationId }));
    expect((await wall()).here).toMatchObject({ work: [], loggedToday: 1, people: [{ name: 'First operator' }] });
    later(2 * MINUTE);
    expect((await wall()).here).toMatchObject({ people: [], lastSeenAt: new Date('2026-03-02T08:02:30Z') });
  });

  it.each(['off', 'team'] as const)('names nobody where figures about persons are %s', async (about) => {
    const { first, stationId, wall, server } = await atStation();
    await setFigures(server, about);
    await sayHere(first, { stationId, device: 'tablet' });
    await claimAssignment(first, { stationId, device: 'tablet' });
    const shown = await wall();
    expect(shown.here?.people).toMatchObject([{ name: null }]);
    expect(JSON.stringify(shown)).not.toContain('First operator');
  });

  it('says what is blocked since when, and counts what the server received today', async () => {
    const { first, stationId, wall, later } = await atStation();
    const { assignmentId } = await claimAssignment(first, { stationId, device: '' });
    await logAttempt(first, attemptOn(assignmentId, { stationId, startedAt: new Date('2020-01-01T00:00:00Z') }));
    later(2 * 60 * MINUTE);
    const other = await claimAssignment(first, { stationId, device: '' });
    await setAside(first, { assignmentId: other.assignmentId, how: 'blocked', reason: 'object missing' });
    const blockedAt = new Date('2026-03-02T10:00:00Z');
    later(MINUTE);
    const shown = await wall();
    expect(shown.blocked).toEqual([{ reason: 'object missing', station: null, recordings: 1, since: blockedAt }]);
    expect(shown.today).toMatchObject({ logged: 1, lastHour: 0 });
    later(24 * 60 * MINUTE);
    expect((await wall()).today.logged).toBe(0);
  });
});

describe('a sign of life', () => {
  it('is an event only where somebody comes, returns or moves', async () => {
    const { first, stationId, later, server } = await atStation();
    const start = await lastEventId(server.db, server.scope);
    const events = () => server.db.$count(eventRows, and(gt(eventRows.id, start), eq(eventRows.topic, 'presence')));
    const say = (where: number | null) => sayHere(first, { stationId: where, device: 'tablet' });
    await say(stationId);
    for (let i = 0; i < 3; i++) {
      later(20_000);
      await say(stationId);
    }
    expect(await events()).toBe(1);
    await say(null);
    expect(await events()).toBe(2);
    later(5 * MINUTE);
    await say(null);
    expect(await events()).toBe(3);
  });
});

describe('a page that is open', () => {
  /** Opens it at a place; `close` returns once the server has drawn its conclusion. */
  async function opened(ctx: ProgramContext, stationId: number | null, device = 'tablet') {
    const closing = new AbortController();
    const untilClosed = async function* () {
      yield 'here';
      await once(closing.signal, 'abort');
    };
    const pages = stay(ctx, { stationId, device }, untilClosed());
    await pages.next();
    const ended = pages.next();
    return {
      async close() {
        closing.abort();
        await ended;
      },
    };
  }

  it('is somebody there from its opening to its end, each told by an event, with the last sign of life kept', async () => {
    const { first, stationId, wall, later, server } = await atStation();
    const page = await opened(first, stationId);
    expect((await wall()).here?.people).toHaveLength(1);
    later(30_000);
    const before = await lastEventId(server.db, server.scope);
    await page.close();
    expect((await wall()).here).toMatchObject({ people: [], lastSeenAt: new Date('2026-03-02T08:00:00Z') });
    expect(await lastEventId(server.db, server.scope)).toBeGreaterThan(before);
  });

  it('is not left by loading again, nor by closing a second one', async () => {
    const { first, stationId, wall, later, server } = await atStation();
    const page = await opened(first, stationId);
    later(1000);
    const before = await lastEventId(server.db, server.scope);
    const gone = page.close();
    const again = await opened(first, stationId);
    await gone;
    const second = await opened(first, stationId);
    await second.close();
    expect((await wall()).here?.people).toHaveLength(1);
    expect(await lastEventId(server.db, server.scope)).toBe(before);
    await again.close();
    expect((await wall()).here?.people).toEqual([]);
  });

  it('counts at one station after it went there, also where its person has just recorded at the other', async () => {
    const { lead, first, stationId, wall, later } = await atStation();
    const { stationId: other } = await createStation(lead, StationInput.parse({ name: 'Station 2' }));
    const at = await opened(first, stationId);
    const { assignmentId } = await claimAssignment(first, { stationId, device: 'tablet' });
    await logAttempt(first, attemptOn(assignmentId, { stationId }));
    later(1000);
    const moved = await opened(first, other);
    await at.close();
    const { stations } = await wall();
    expect(stations.map(({ id, people }) => [id, people.length])).toEqual([
      [stationId, 0],
      [other, 1],
    ]);
    expect(stations[0].lastSeenAt).not.toBeNull();
    await moved.close();
    expect((await wall()).stations.flatMap(({ people }) => people)).toEqual([]);
  });

  it('whose network is lost counts as open until its signs of life have stopped', async () => {
    const { first, stationId, wall, later } = await atStation();
    await opened(first, stationId);
    later(40_000);
    expect((await wall()).here?.people).toHaveLength(1);
    later(10_000);
    expect((await wall()).here?.people).toEqual([]);
  });
});

describe('the link of a screen', () => {
  it('opens the wall and nothing else, until it is revoked', async () => {
    const { lead, ports, server } = await atStation();
    const { id, secret } = await createToken(lead, { name: 'Workshop', scopes: ['wall'] });
    const screen = await actorOfToken(ports, secret);
    const through = (scope: 'wall' | 'read') =>
      enterProgram(ports, screen, server.scope.slug, { kind: 'program', roles: ['lead'], scope });
    expect((await wallOf(await through('wall'))).program).toMatch(/^Collecting/);
    await expect(through('read')).rejects.toThrow('This needs a token with scope "read".');
    await revokeToken(lead, id);
    expect(await actorOfToken(ports, secret)).toBeNull();
  });
});
