import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { assignmentById, liveAssignments } from '@/db/queries/assignments';
import { programs as programTable } from '@/db/schema/programs';
import { attempts } from '@/db/schema/schedules';
import { dayOf } from '@/server/services/collect/day';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { progressOf } from '@/server/services/collect/progress';
import { undoAttempt } from '@/server/services/collect/undo-attempt';
import type { ProgramContext } from '@/server/services/context';
import { invite } from '@/server/services/people/invite';
import { attemptOn, collecting, next } from '../support/collecting';
import { enterAs } from '../support/programs';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const MINUTE = 60_000;
const stateOf = async (ctx: ProgramContext, id: number) => (await assignmentById(ctx.db, ctx.scope, id))?.state;

describe('an attempt', () => {
  it('sent twice is stored once', async () => {
    const { first } = await collecting(database, 5, 5);
    const { assignmentId } = await next(first);
    const one = attemptOn(assignmentId);
    const answers = await Promise.all([logAttempt(first, one), logAttempt(first, one), logAttempt(first, one)]);
    expect(answers.map((answer) => answer.stored).sort()).toEqual([false, false, true]);
    expect((await assignmentById(first.db, first.scope, assignmentId))?.logged).toBe(1);
  });

  it('whose id belongs to another recording is refused, not swallowed', async () => {
    const { first, server } = await collecting(database);
    const [a, b] = await liveAssignments(server.db, server.scope);
    const one = attemptOn(a.id);
    await logAttempt(first, one);
    await expect(logAttempt(first, { ...one, assignmentId: b.id })).rejects.toMatchObject({ fault: 'conflict' });
  });

  it('that arrives after the lease lapsed still counts', async () => {
    const { first, second, later } = await collecting(database, 5, 5);
    const { assignmentId } = await next(first);
    later(31 * MINUTE);
    await next(second);
    expect(await logAttempt(first, attemptOn(assignmentId))).toMatchObject({ stored: true, accepted: true, logged: 1 });
  });

  it('beyond what was asked is kept and shown', async () => {
    const { first, lead } = await collecting(database, 1);
    const { assignmentId } = await next(first);
    await logAttempt(first, attemptOn(assignmentId));
    expect(await logAttempt(first, attemptOn(assignmentId))).toMatchObject({ stored: true, logged: 2, wanted: 1 });
    expect(await progressOf(lead)).toMatchObject({ asked: 1, logged: 1, over: 1, left: 0 });
  });

  it('never counts when discarded', async () => {
    const { first } = await collecting(database);
    const { assignmentId } = await next(first);
    expect(await logAttempt(first, attemptOn(assignmentId, { outcome: 'discard' }))).toMatchObject({
      accepted: false,
      logged: 0,
    });
  });

  it('that failed counts only where failures are asked for', async () => {
    const { first, server } = await collecting(database);
    const { assignmentId } = await next(first);
    expect(await logAttempt(first, attemptOn(assignmentId, { outcome: 'failure' }))).toMatchObject({
      accepted: false,
      logged: 0,
    });
    await database.sql`update assignments set accept_failures = true where id = ${assignmentId}`;
    expect(await logAttempt(first, attemptOn(assignmentId, { outcome: 'failure' }))).toMatchObject({
      accepted: true,
      done: true,
    });
    expect(await stateOf(server, assignmentId)).toBe('done');
  });

  it('makes the assignment done exactly when enough came in at once', async () => {
    const { first, server } = await collecting(database, 5, 5);
    const [{ id, wanted }] = await liveAssignments(server.db, server.scope);
    const answers = await Promise.all(Array.from({ length: wanted }, () => logAttempt(first, attemptOn(id))));
    expect(answers.map((answer) => answer.logged).sort()).toEqual(Array.from({ length: wanted }, (_, i) => i + 1));
    expect(await stateOf(server, id)).toBe('done');
  });

  it('sent by everybody at once count each once, finish the assignment, and keep what was too much', async () => {
    const { first, second, server } = await collecting(database, 5, 5);
    const { assignmentId } = await next(first);
    const made = Array.from({ length: 12 }, (_, i) =>
      attemptOn(assignmentId, { outcome: i % 4 ? 'success' : 'discard' }),
    );
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
    const { first, second } = await collecting(database, 1);
    const { assignmentId } = await next(first);
    const one = attemptOn(assignmentId);
    await logAttempt(first, one);
    expect(await stateOf(first, assignmentId)).toBe('done');
    await expect(undoAttempt(second, one.id)).rejects.toMatchObject({ fault: 'forbidden' });
    expect(await undoAttempt(first, one.id)).toEqual({ assignmentId, logged: 0 });
    expect(await undoAttempt(first, one.id)).toEqual({ assignmentId, logged: 0 });
    expect(await stateOf(first, assignmentId)).toBe('claimed');
    expect((await next(first)).assignmentId).toBe(assignmentId);
  });

  it('taken back by somebody who holds another assignment leaves the reopened one in the queue', async () => {
    const { first, second } = await collecting(database);
    const { assignmentId } = await next(first);
    const [{ wanted }] = (await liveAssignments(first.db, first.scope)).filter(({ id }) => id === assignmentId);
    const made = Array.from({ length: wanted }, () => attemptOn(assignmentId));
    for (const one of made) await logAttempt(first, one);
    const other = await next(first);
    await undoAttempt(first, made[0].id);
    expect(await stateOf(first, assignmentId)).toBe('queued');
    expect((await next(first)).assignmentId).toBe(other.assignmentId);
    expect((await next(second)).assignmentId).toBe(assignmentId);
  });

  it('of a stranger or of another program finds nothing', async () => {
    const { first, ports, server } = await collecting(database);
    const other = await collecting(database);
    const { assignmentId } = await next(first);
    await expect(logAttempt(other.first, attemptOn(assignmentId))).rejects.toMatchObject({ fault: 'not_found' });
    await invite(other.server, { name: 'Stranger', roles: ['operator'], password: 'operator-password' });
    await expect(enterAs(ports, server.scope.slug, 'Stranger')).rejects.toMatchObject({ fault: 'not_found' });
  });
});

describe('times', () => {
  it('keep what the device measured beside what the server saw, whatever its clock says', async () => {
    const { first } = await collecting(database, 2, 2);
    const { assignmentId } = await next(first);
    const startedAt = new Date(+first.clock.now() + 3_600_000);
    const one = attemptOn(assignmentId);
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
    const { first } = await collecting(database, 3, 3);
    const { assignmentId } = await next(first);
    await logAttempt(first, { ...attemptOn(assignmentId), durationMs: 9_000 });
    await logAttempt(first, attemptOn(assignmentId, { outcome: 'discard' }));
    expect(await dayOf(first)).toEqual({ day: '2026-03-02', logged: 1, about: 'off', team: null, own: null });
    const named = await collecting(database, 3, 3);
    const [{ settings }] = await named.first.db
      .select()
      .from(programTable)
      .where(eq(programTable.id, named.first.scope.programId));
    await named.first.db
      .update(programTable)
      .set({ settings: { ...settings, figuresAboutPersons: 'named' } })
      .where(eq(programTable.id, named.first.scope.programId));
    const claim = await next(named.first);
    await logAttempt(named.first, { ...attemptOn(claim.assignmentId), durationMs: 9_000 });
    await logAttempt(named.second, attemptOn(claim.assignmentId, { outcome: 'discard' }));
    expect(await dayOf(named.first)).toMatchObject({
      about: 'named',
      team: { attempts: 2, discarded: 1 },
      own: { attempts: 1, discarded: 0, activeMs: 9_000 },
    });
  });
});
