import { describe, expect, it } from 'vitest';
import { assignmentById, liveAssignments } from '@/db/queries/assignments';
import { StationInput } from '@/server/core/collect/schema';
import { assign } from '@/server/services/collect/assign';
import { claimAssignment } from '@/server/services/collect/claim';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { progressOf } from '@/server/services/collect/progress';
import { putBack } from '@/server/services/collect/put-back';
import { setAside } from '@/server/services/collect/set-aside';
import { today } from '@/server/services/collect/today';
import { addSafetyRule } from '@/server/services/matrix/add-safety-rule';
import { invite } from '@/server/services/people/invite';
import { createStation } from '@/server/services/stations/create';
import { attemptOn, collecting, next } from '../support/collecting';
import { actorNamed, enterAs, publishedAtRandom } from '../support/programs';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const MINUTE = 60_000;

describe('a claim', () => {
  it('is exclusive: fifty at once hold nothing twice', async () => {
    const { ports, server } = await collecting(database, 20);
    const names = Array.from({ length: 50 }, (_, i) => `Operator ${i}`);
    for (const name of names) await invite(server, { name, roles: ['operator'], password: 'operator-password' });
    const people = await Promise.all(names.map((name) => enterAs(ports, server.scope.slug, name)));
    const answers = await Promise.allSettled(people.map((person) => next(person)));
    const taken = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.assignmentId] : []));
    expect(new Set(taken).size).toBe(taken.length);
    const rows = await liveAssignments(server.db, server.scope);
    expect(taken.length).toBe(rows.length);
    expect(answers.filter((answer) => answer.status === 'rejected')).toHaveLength(50 - rows.length);
  });

  it('returns the same assignment when asked again, with a later end', async () => {
    const { first, later } = await collecting(database);
    const before = await next(first);
    later(5 * MINUTE);
    const after = await next(first);
    expect(after.assignmentId).toBe(before.assignmentId);
    expect(+after.leasedUntil - +before.leasedUntil).toBe(5 * MINUTE);
  });

  it('is renewed by logging', async () => {
    const { first, second, later } = await collecting(database, 5, 5);
    const { assignmentId } = await next(first);
    later(25 * MINUTE);
    await logAttempt(first, attemptOn(assignmentId));
    later(25 * MINUTE);
    const rows = await liveAssignments(first.db, first.scope);
    expect(rows.find((row) => row.id === assignmentId)?.leasedUntil?.getTime()).toBeGreaterThan(+first.clock.now());
    const other = await next(second).catch((error) => error);
    expect(other.assignmentId).not.toBe(assignmentId);
  });

  it('lapses, shows it, and goes to whoever asks next', async () => {
    const { first, second, later } = await collecting(database);
    const { assignmentId } = await next(first);
    later(31 * MINUTE);
    expect((await today(first, { stationId: null })).current?.leaseLapsed).toBe(true);
    expect((await next(second)).assignmentId).toBe(assignmentId);
    expect((await today(first, { stationId: null })).current).toBeNull();
  });

  it('says who has the rest when nothing is free', async () => {
    const { first, second } = await collecting(database, 1);
    await next(first);
    await expect(next(second)).rejects.toThrow('1 claimed by First operator');
  });

  it('of a certain assignment is refused while one is held', async () => {
    const { first, server } = await collecting(database);
    const { assignmentId } = await next(first);
    const other = (await liveAssignments(server.db, server.scope)).find((row) => row.id !== assignmentId);
    await expect(claimAssignment(first, { assignmentId: other?.id, stationId: null, device: '' })).rejects.toThrow(
      'already hold',
    );
  });
});

describe('setting aside', () => {
  it('sends a skipped assignment behind all others', async () => {
    const { first, server } = await collecting(database, 3);
    const rows = await liveAssignments(server.db, server.scope);
    const order: number[] = [];
    for (const _ of [...rows, 'again']) {
      const { assignmentId } = await next(first);
      order.push(assignmentId);
      await setAside(first, { assignmentId, how: 'skipped', reason: 'object in use' });
    }
    expect(order).toEqual([...rows.map((row) => row.id), rows[0].id]);
  });

  it('blocks until a lead frees it', async () => {
    const { first, lead } = await collecting(database, 1);
    const { assignmentId } = await next(first);
    await setAside(first, { assignmentId, how: 'blocked', reason: 'object missing' });
    await expect(next(first)).rejects.toThrow('1 blocked (object missing)');
    await expect(putBack(first, assignmentId)).rejects.toMatchObject({ fault: 'forbidden' });
    expect((await progressOf(lead)).words).toContain('object missing');
    await putBack(lead, assignmentId);
    expect((await next(first)).assignmentId).toBe(assignmentId);
  });

  it('is refused while somebody else holds the assignment', async () => {
    const { first, second } = await collecting(database);
    const { assignmentId } = await next(first);
    await expect(setAside(second, { assignmentId, how: 'skipped', reason: 'no' })).rejects.toMatchObject({
      fault: 'conflict',
    });
  });

  it('said again by a device that had no answer, or of work taken without a network, is done once', async () => {
    const { first, server, later } = await collecting(database);
    const [{ id: assignmentId }] = await liveAssignments(server.db, server.scope);
    const changedAt = first.clock.now();
    await setAside(first, { assignmentId, how: 'blocked', reason: 'object missing' });
    later(MINUTE);
    await setAside(first, { assignmentId, how: 'blocked', reason: 'object missing' });
    const row = await assignmentById(server.db, server.scope, assignmentId);
    expect(row).toMatchObject({ state: 'blocked', stateReason: 'object missing', changedAt });
  });
});

describe('what may be claimed', () => {
  it('is checked against safety rules made after publication', async () => {
    const { first, lead, server } = await collecting(database, 30);
    await addSafetyRule(lead, { levels: { task: 'pour' }, reason: 'water near the arm' });
    const { factors } = { factors: (await today(first, { stationId: null })).next };
    expect(factors.length).toBeGreaterThan(0);
    const rows = await liveAssignments(server.db, server.scope);
    for (const _ of rows) {
      const held = await next(first).catch(() => null);
      if (!held) break;
      const now = await today(first, { stationId: null });
      expect(now.current?.levels[0].name).not.toBe('pour');
      for (let i = 0; i < (now.current?.wanted ?? 0); i++) await logAttempt(first, attemptOn(held.assignmentId));
    }
    const after = await liveAssignments(server.db, server.scope);
    const blocked = after.filter((row) => row.state === 'blocked');
    expect(blocked.length).toBeGreaterThan(0);
    expect(blocked.every((row) => row.stateReason === 'safety rule: water near the arm')).toBe(true);
    expect(after.every((row) => row.state === 'blocked' || row.state === 'done')).toBe(true);
  });

  it('follows what a lead gave to a person', async () => {
    const { first, second, lead, server } = await collecting(database, 2);
    const [a, b] = await liveAssignments(server.db, server.scope);
    const { personId } = await actorNamed(server, 'Second operator');
    await assign(lead, { assignmentId: a.id, personId, stationId: null });
    expect((await today(first, { stationId: null })).next.map((row) => row.id)).toEqual([b.id]);
    expect((await next(first)).assignmentId).toBe(b.id);
    expect((await next(second)).assignmentId).toBe(a.id);
  });

  it('follows what a station fixes and what was given to it', async () => {
    const { first, second, lead, server } = await collecting(database, 30);
    const { stationId } = await createStation(
      lead,
      StationInput.parse({
        name: 'Bench',
        fixed: { environment: 'kitchen' },
        robot: { name: 'Arm', type: 'six axes' },
      }),
    );
    const rows = await liveAssignments(server.db, server.scope);
    const { assignmentId } = await next(first, stationId);
    const held = (await today(first, { stationId })).current;
    expect(held?.id).toBe(assignmentId);
    expect(held?.levels[2].name).toBe('kitchen');
    for (const row of rows.filter((one) => one.id !== assignmentId))
      await assign(lead, { assignmentId: row.id, personId: null, stationId });
    await expect(next(second)).rejects.toThrow('meant for Bench');
  });

  it('starts from the set-up that stands on the table', async () => {
    const { first } = await collecting(database);
    expect((await today(first, { stationId: null })).onTable).toBeNull();
    const { assignmentId } = await next(first);
    const levels = (await today(first, { stationId: null })).current?.levels;
    await logAttempt(first, attemptOn(assignmentId));
    const after = await today(first, { stationId: null });
    expect(after.onTable).toEqual(levels);
    expect(after.round).toMatchObject({ asked: 6, logged: 1, confirmed: 0, left: 5 });
  });

  it('starts from what was recorded last at the station, whoever did', async () => {
    const { first, second, lead } = await collecting(database);
    const [bench, other] = await Promise.all(
      ['Bench', 'Table'].map((name) => createStation(lead, StationInput.parse({ name }))),
    );
    const { assignmentId } = await next(first, bench.stationId);
    const levels = (await today(first, bench)).current?.levels;
    await logAttempt(first, { ...attemptOn(assignmentId), stationId: bench.stationId });
    expect((await today(second, bench)).onTable).toEqual(levels);
    expect((await today(first, other)).onTable).toBeNull();
  });

  it('ends with the round: a claim on an old plan holds nobody back', async () => {
    const { first, server } = await collecting(database, 2);
    await next(first);
    await publishedAtRandom(server, 3);
    const { assignmentId } = await next(first);
    expect((await today(first, { stationId: null })).current?.id).toBe(assignmentId);
  });
});
