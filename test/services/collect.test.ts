import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { assignmentById, liveAssignments } from '@/db/queries/assignments';
import { factorsOf } from '@/db/queries/matrix';
import { programs as programTable } from '@/db/schema/programs';
import { attempts } from '@/db/schema/schedules';
import { type AttemptInput, StationInput } from '@/server/core/collect/schema';
import type { AttemptOutcome } from '@/server/core/collect/words';
import { MAX_PICTURE_BYTES } from '@/server/core/matrix/picture';
import { assign } from '@/server/services/collect/assign';
import { claimAssignment } from '@/server/services/collect/claim';
import { dayOf } from '@/server/services/collect/day';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { progressOf } from '@/server/services/collect/progress';
import { putBack } from '@/server/services/collect/put-back';
import { setAside } from '@/server/services/collect/set-aside';
import { today } from '@/server/services/collect/today';
import { undoAttempt } from '@/server/services/collect/undo-attempt';
import type { ProgramContext } from '@/server/services/context';
import { addSafetyRule } from '@/server/services/matrix/add-safety-rule';
import { levelPicture } from '@/server/services/matrix/level-picture';
import { setLevelPicture } from '@/server/services/matrix/set-level-picture';
import { setStartTemplate } from '@/server/services/matrix/set-start-template';
import { invite } from '@/server/services/people/invite';
import { createStation } from '@/server/services/stations/create';
import { testPorts } from '../support/ports';
import { actorNamed, aProgram, enterAs, publishedAtRandom, TABLE_TOP } from '../support/programs';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const MINUTE = 60_000;

let programs = 0;

/** A fresh program with a published schedule, its people, and a clock the test moves. */
async function round(demonstrations = 6, blockSize = 1) {
  const ports = testPorts(database);
  let now = Date.parse('2026-03-02T08:00:00Z');
  const clock = { now: () => new Date(now) };
  const at = { ...ports, clock };
  const server = await aProgram(at, { ...TABLE_TOP, name: `Table top ${++programs}` });
  await publishedAtRandom(server, demonstrations, blockSize);
  const as = (name: string) => enterAs(at, server.scope.slug, name);
  return {
    ports: at,
    server,
    lead: await as('Lead'),
    first: await as('First operator'),
    second: await as('Second operator'),
    later: (ms: number) => {
      now += ms;
    },
  };
}

const next = (ctx: ProgramContext, stationId: number | null = null) =>
  claimAssignment(ctx, { stationId, device: 'tablet' });

const attempt = (assignmentId: number, outcome: AttemptOutcome = 'success', id: string = uuidv7()): AttemptInput => ({
  id,
  assignmentId,
  outcome,
  sequence: 0,
  stationId: null,
  device: 'tablet',
});

const stateOf = async (ctx: ProgramContext, id: number) => (await assignmentById(ctx.db, ctx.scope, id))?.state;

describe('a claim', () => {
  it('is exclusive: fifty at once hold nothing twice', async () => {
    const { ports, server } = await round(20);
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
    const { first, later } = await round();
    const before = await next(first);
    later(5 * MINUTE);
    const after = await next(first);
    expect(after.assignmentId).toBe(before.assignmentId);
    expect(+after.leasedUntil - +before.leasedUntil).toBe(5 * MINUTE);
  });

  it('is renewed by logging', async () => {
    const { first, second, later } = await round(5, 5);
    const { assignmentId } = await next(first);
    later(25 * MINUTE);
    await logAttempt(first, attempt(assignmentId));
    later(25 * MINUTE);
    const rows = await liveAssignments(first.db, first.scope);
    expect(rows.find((row) => row.id === assignmentId)?.leasedUntil?.getTime()).toBeGreaterThan(+first.clock.now());
    const other = await next(second).catch((error) => error);
    expect(other.assignmentId).not.toBe(assignmentId);
  });

  it('lapses, shows it, and goes to whoever asks next', async () => {
    const { first, second, later } = await round();
    const { assignmentId } = await next(first);
    later(31 * MINUTE);
    expect((await today(first, { stationId: null })).current?.leaseLapsed).toBe(true);
    expect((await next(second)).assignmentId).toBe(assignmentId);
    expect((await today(first, { stationId: null })).current).toBeNull();
  });

  it('says who has the rest when nothing is free', async () => {
    const { first, second } = await round(1);
    await next(first);
    await expect(next(second)).rejects.toThrow('1 claimed by First operator');
  });

  it('of a certain assignment is refused while one is held', async () => {
    const { first, server } = await round();
    const { assignmentId } = await next(first);
    const other = (await liveAssignments(server.db, server.scope)).find((row) => row.id !== assignmentId);
    await expect(claimAssignment(first, { assignmentId: other?.id, stationId: null, device: '' })).rejects.toThrow(
      'already hold',
    );
  });
});

describe('an attempt', () => {
  it('sent twice is stored once', async () => {
    const { first } = await round(5, 5);
    const { assignmentId } = await next(first);
    const one = attempt(assignmentId);
    const answers = await Promise.all([logAttempt(first, one), logAttempt(first, one), logAttempt(first, one)]);
    expect(answers.map((answer) => answer.stored).sort()).toEqual([false, false, true]);
    expect((await assignmentById(first.db, first.scope, assignmentId))?.logged).toBe(1);
  });

  it('whose id belongs to another recording is refused, not swallowed', async () => {
    const { first, server } = await round();
    const [a, b] = await liveAssignments(server.db, server.scope);
    const one = attempt(a.id);
    await logAttempt(first, one);
    await expect(logAttempt(first, { ...one, assignmentId: b.id })).rejects.toMatchObject({ fault: 'conflict' });
  });

  it('that arrives after the lease lapsed still counts', async () => {
    const { first, second, later } = await round(5, 5);
    const { assignmentId } = await next(first);
    later(31 * MINUTE);
    await next(second);
    expect(await logAttempt(first, attempt(assignmentId))).toMatchObject({ stored: true, accepted: true, logged: 1 });
  });

  it('beyond what was asked is kept and shown', async () => {
    const { first, lead } = await round(1);
    const { assignmentId } = await next(first);
    await logAttempt(first, attempt(assignmentId));
    expect(await logAttempt(first, attempt(assignmentId))).toMatchObject({ stored: true, logged: 2, wanted: 1 });
    expect(await progressOf(lead)).toMatchObject({ asked: 1, logged: 1, over: 1, left: 0 });
  });

  it('never counts when discarded', async () => {
    const { first } = await round();
    const { assignmentId } = await next(first);
    expect(await logAttempt(first, attempt(assignmentId, 'discard'))).toMatchObject({ accepted: false, logged: 0 });
  });

  it('that failed counts only where failures are asked for', async () => {
    const { first, server } = await round();
    const { assignmentId } = await next(first);
    expect(await logAttempt(first, attempt(assignmentId, 'failure'))).toMatchObject({ accepted: false, logged: 0 });
    await database.sql`update assignments set accept_failures = true where id = ${assignmentId}`;
    expect(await logAttempt(first, attempt(assignmentId, 'failure'))).toMatchObject({ accepted: true, done: true });
    expect(await stateOf(server, assignmentId)).toBe('done');
  });

  it('makes the assignment done exactly when enough came in at once', async () => {
    const { first, server } = await round(5, 5);
    const [{ id, wanted }] = await liveAssignments(server.db, server.scope);
    const answers = await Promise.all(Array.from({ length: wanted }, () => logAttempt(first, attempt(id))));
    expect(answers.map((answer) => answer.logged).sort()).toEqual(Array.from({ length: wanted }, (_, i) => i + 1));
    expect(await stateOf(server, id)).toBe('done');
  });

  it('sent by everybody at once count each once, finish the assignment, and keep what was too much', async () => {
    const { first, second, server } = await round(5, 5);
    const { assignmentId } = await next(first);
    const made = Array.from({ length: 12 }, (_, i) => attempt(assignmentId, i % 4 ? 'success' : 'discard'));
    const sent = [...made, ...made].map((one, i) => logAttempt(i % 2 ? second : first, one));
    const answers = await Promise.all(sent);
    expect(answers.filter(({ stored }) => stored)).toHaveLength(12);
    expect(Math.max(...answers.map(({ logged }) => logged))).toBe(9);
    expect(answers.filter(({ done }) => done).length).toBeGreaterThanOrEqual(5);
    const [row] = await liveAssignments(server.db, server.scope);
    expect(row).toMatchObject({ id: assignmentId, state: 'done', logged: 9, claimedBy: null });
    expect(row.wanted).toBeLessThan(9);
  });

  it('taken back reopens what it had finished, once', async () => {
    const { first, second } = await round(1);
    const { assignmentId } = await next(first);
    const one = attempt(assignmentId);
    await logAttempt(first, one);
    expect(await stateOf(first, assignmentId)).toBe('done');
    await expect(undoAttempt(second, one.id)).rejects.toMatchObject({ fault: 'forbidden' });
    expect(await undoAttempt(first, one.id)).toEqual({ assignmentId, logged: 0 });
    expect(await undoAttempt(first, one.id)).toEqual({ assignmentId, logged: 0 });
    expect(await stateOf(first, assignmentId)).toBe('claimed');
    expect((await next(first)).assignmentId).toBe(assignmentId);
  });

  it('taken back by somebody who holds another assignment leaves the reopened one in the queue', async () => {
    const { first, second } = await round();
    const { assignmentId } = await next(first);
    const [{ wanted }] = (await liveAssignments(first.db, first.scope)).filter(({ id }) => id === assignmentId);
    const made = Array.from({ length: wanted }, () => attempt(assignmentId));
    for (const one of made) await logAttempt(first, one);
    const other = await next(first);
    await undoAttempt(first, made[0].id);
    expect(await stateOf(first, assignmentId)).toBe('queued');
    expect((await next(first)).assignmentId).toBe(other.assignmentId);
    expect((await next(second)).assignmentId).toBe(assignmentId);
  });

  it('of a stranger or of another program finds nothing', async () => {
    const { first, ports, server } = await round();
    const other = await round();
    const { assignmentId } = await next(first);
    await expect(logAttempt(other.first, attempt(assignmentId))).rejects.toMatchObject({ fault: 'not_found' });
    await invite(other.server, { name: 'Stranger', roles: ['operator'], password: 'operator-password' });
    await expect(enterAs(ports, server.scope.slug, 'Stranger')).rejects.toMatchObject({ fault: 'not_found' });
  });
});

describe('setting aside', () => {
  it('sends a skipped assignment behind all others', async () => {
    const { first, server } = await round(3);
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
    const { first, lead } = await round(1);
    const { assignmentId } = await next(first);
    await setAside(first, { assignmentId, how: 'blocked', reason: 'object missing' });
    await expect(next(first)).rejects.toThrow('1 blocked (object missing)');
    await expect(putBack(first, assignmentId)).rejects.toMatchObject({ fault: 'forbidden' });
    expect((await progressOf(lead)).words).toContain('object missing');
    await putBack(lead, assignmentId);
    expect((await next(first)).assignmentId).toBe(assignmentId);
  });

  it('is refused while somebody else holds the assignment', async () => {
    const { first, second } = await round();
    const { assignmentId } = await next(first);
    await expect(setAside(second, { assignmentId, how: 'skipped', reason: 'no' })).rejects.toMatchObject({
      fault: 'conflict',
    });
  });

  it('said again by a device that had no answer, or of work taken without a network, is done once', async () => {
    const { first, server, later } = await round();
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
    const { first, lead, server } = await round(30);
    await addSafetyRule(lead, { levels: { task: 'pour' }, reason: 'water near the arm' });
    const { factors } = { factors: (await today(first, { stationId: null })).next };
    expect(factors.length).toBeGreaterThan(0);
    const rows = await liveAssignments(server.db, server.scope);
    for (const _ of rows) {
      const held = await next(first).catch(() => null);
      if (!held) break;
      const now = await today(first, { stationId: null });
      expect(now.current?.levels[0].name).not.toBe('pour');
      for (let i = 0; i < (now.current?.wanted ?? 0); i++) await logAttempt(first, attempt(held.assignmentId));
    }
    const after = await liveAssignments(server.db, server.scope);
    const blocked = after.filter((row) => row.state === 'blocked');
    expect(blocked.length).toBeGreaterThan(0);
    expect(blocked.every((row) => row.stateReason === 'safety rule: water near the arm')).toBe(true);
    expect(after.every((row) => row.state === 'blocked' || row.state === 'done')).toBe(true);
  });

  it('follows what a lead gave to a person', async () => {
    const { first, second, lead, server } = await round(2);
    const [a, b] = await liveAssignments(server.db, server.scope);
    const { personId } = await actorNamed(server, 'Second operator');
    await assign(lead, { assignmentId: a.id, personId, stationId: null });
    expect((await today(first, { stationId: null })).next.map((row) => row.id)).toEqual([b.id]);
    expect((await next(first)).assignmentId).toBe(b.id);
    expect((await next(second)).assignmentId).toBe(a.id);
  });

  it('follows what a station fixes and what was given to it', async () => {
    const { first, second, lead, server } = await round(30);
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
    const { first } = await round();
    expect((await today(first, { stationId: null })).onTable).toBeNull();
    const { assignmentId } = await next(first);
    const levels = (await today(first, { stationId: null })).current?.levels;
    await logAttempt(first, attempt(assignmentId));
    const after = await today(first, { stationId: null });
    expect(after.onTable).toEqual(levels);
    expect(after.round).toMatchObject({ asked: 6, logged: 1, confirmed: 0, left: 5 });
  });

  it('ends with the round: a claim on an old plan holds nobody back', async () => {
    const { first, server } = await round(2);
    await next(first);
    await publishedAtRandom(server, 3);
    const { assignmentId } = await next(first);
    expect((await today(first, { stationId: null })).current?.id).toBe(assignmentId);
  });
});

describe('the picture of a level', () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

  it('is served to its own program only', async () => {
    const { lead, first } = await round();
    const other = await round();
    const [factor] = await factorsOf(lead.db, lead.scope);
    const { picture } = await setLevelPicture(lead, { levelId: factor.levels[0].id, bytes: png });
    expect(await levelPicture(first, picture ?? '')).toMatchObject({ mediaType: 'image/png' });
    await expect(levelPicture(other.first, picture ?? '')).rejects.toMatchObject({ fault: 'not_found' });
    await expect(setLevelPicture(other.lead, { levelId: factor.levels[0].id, bytes: png })).rejects.toMatchObject({
      fault: 'not_found',
    });
  });

  it('is refused when it is no picture or too large', async () => {
    const { lead } = await round();
    const [factor] = await factorsOf(lead.db, lead.scope);
    const levelId = factor.levels[0].id;
    const markup = new TextEncoder().encode('<svg onload="alert(1)">');
    await expect(setLevelPicture(lead, { levelId, bytes: markup })).rejects.toThrow('no PNG');
    const huge = new Uint8Array(MAX_PICTURE_BYTES + 1);
    huge.set(png);
    await expect(setLevelPicture(lead, { levelId, bytes: huge })).rejects.toThrow('4 MB');
  });
});

describe('start cards', () => {
  const TEMPLATE = { zones: ['left', 'middle', 'right'], orientations: ['upright', 'lying'], distractors: [] };

  it('are drawn without replacement, kept with the attempt, and come back after a discard or an undo', async () => {
    const { first, lead } = await round(6, 6);
    const [task] = await factorsOf(lead.db, lead.scope);
    for (const level of task.levels) await setStartTemplate(lead, { levelId: level.id, ...TEMPLATE });
    const { assignmentId } = await next(first);
    const card = async () => {
      const [shown] = (await today(first, { stationId: null })).current?.cards ?? [];
      if (shown?.kind !== 'template') throw new Error('no card');
      return shown;
    };
    const drawn = new Set<string>();
    for (let taken = 0; taken < 5; taken++) {
      const shown = await card();
      drawn.add(`${shown.zone} ${shown.orientation}`);
      await logAttempt(first, { ...attempt(assignmentId, 'discard'), card: shown });
      expect(await card()).toEqual(shown);
      const undone = attempt(assignmentId);
      await logAttempt(first, { ...undone, card: shown });
      await undoAttempt(first, undone.id);
      expect(await card()).toEqual(shown);
      await logAttempt(first, { ...attempt(assignmentId, 'failure'), card: shown });
    }
    expect(drawn.size).toBe(5);
  });

  it('of an attempt stay when the template changes, and no attempt is refused for a card that is not there', async () => {
    const { first, lead } = await round(2, 2);
    const [task] = await factorsOf(lead.db, lead.scope);
    for (const level of task.levels) await setStartTemplate(lead, { levelId: level.id, ...TEMPLATE });
    const { assignmentId } = await next(first);
    const [shown] = (await today(first, { stationId: null })).current?.cards ?? [];
    for (const level of task.levels)
      await setStartTemplate(lead, { levelId: level.id, zones: [], orientations: [], distractors: [] });
    expect((await today(first, { stationId: null })).current?.cards).toEqual([]);
    if (shown?.kind !== 'template') throw new Error('no card');
    const one = attempt(assignmentId);
    await logAttempt(first, { ...one, card: shown });
    const [kept] = await first.db.select({ card: attempts.card }).from(attempts).where(eq(attempts.id, one.id));
    expect(kept.card).toEqual(shown);
    const other = { ...attempt(assignmentId), card: { templateId: 999_999, position: 0 } };
    expect(await logAttempt(first, other)).toMatchObject({ stored: true });
  });
});

describe('times', () => {
  it('keep what the device measured beside what the server saw, whatever its clock says', async () => {
    const { first } = await round(2, 2);
    const { assignmentId } = await next(first);
    const startedAt = new Date(+first.clock.now() + 3_600_000);
    const one = attempt(assignmentId);
    await logAttempt(first, {
      ...one,
      durationMs: 9_000,
      resetMs: 4_000,
      pauseMs: 500,
      timedBy: 'monotonic',
      startedAt,
      clockOffsetMs: -3_600_000,
    });
    const [row] = await first.db.select().from(attempts).where(eq(attempts.id, one.id));
    expect(row).toMatchObject({ durationMs: 9_000, resetMs: 4_000, pauseMs: 500, timedBy: 'monotonic' });
    expect(+(row.startedAt ?? 0) + (row.clockOffsetMs ?? 0)).toBe(+row.receivedAt);
  });

  it('of the day are summed for persons only as far as the program says', async () => {
    const { first } = await round(3, 3);
    const { assignmentId } = await next(first);
    await logAttempt(first, { ...attempt(assignmentId), durationMs: 9_000 });
    await logAttempt(first, attempt(assignmentId, 'discard'));
    expect(await dayOf(first)).toEqual({ day: '2026-03-02', logged: 1, about: 'off', team: null, own: null });
    const named = await round(3, 3);
    const [{ settings }] = await named.first.db
      .select()
      .from(programTable)
      .where(eq(programTable.id, named.first.scope.programId));
    await named.first.db
      .update(programTable)
      .set({ settings: { ...settings, figuresAboutPersons: 'named' } })
      .where(eq(programTable.id, named.first.scope.programId));
    const claim = await next(named.first);
    await logAttempt(named.first, { ...attempt(claim.assignmentId), durationMs: 9_000 });
    await logAttempt(named.second, attempt(claim.assignmentId, 'discard'));
    expect(await dayOf(named.first)).toMatchObject({
      about: 'named',
      team: { attempts: 2, discarded: 1 },
      own: { attempts: 1, discarded: 0, activeMs: 9_000 },
    });
  });
});
