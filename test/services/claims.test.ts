import { and, eq, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { liveAssignments } from '@/db/queries/assignments';
import { factorsOf } from '@/db/queries/matrix';
import { assignments, claims } from '@/db/schema/schedules';
import { StationInput } from '@/server/core/collect/schema';
import { assign } from '@/server/services/collect/assign';
import { claimAssignment } from '@/server/services/collect/claim';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { putBack } from '@/server/services/collect/put-back';
import { splitAssignment } from '@/server/services/collect/split';
import { today } from '@/server/services/collect/today';
import type { ProgramContext } from '@/server/services/context';
import { editLevel } from '@/server/services/matrix/edit-level';
import { closeRound } from '@/server/services/schedule/close-round';
import { showSchedule } from '@/server/services/schedule/show';
import { createStation } from '@/server/services/stations/create';
import { attemptOn, collecting, next } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

const station = async (ctx: ProgramContext, name: string) =>
  (await createStation(ctx, StationInput.parse({ name }))).stationId;

describe('fifty claims at once from two tablets', () => {
  it('hold one assignment a person, and none twice', async () => {
    const { first, second, server } = await collecting(database, 20);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => next(i % 2 ? first : second, null, `tablet ${i % 2}`)),
    );
    const mine = new Set(answers.filter((_, i) => i % 2).map(({ assignmentId }) => assignmentId));
    const theirs = new Set(answers.filter((_, i) => i % 2 === 0).map(({ assignmentId }) => assignmentId));
    expect([mine.size, theirs.size, new Set([...mine, ...theirs]).size]).toEqual([1, 1, 2]);
    const active = await server.db
      .select()
      .from(claims)
      .where(and(eq(claims.programId, server.scope.programId), isNull(claims.releasedAt)));
    expect(active).toHaveLength(2);
  });

  // The embedded database serves one client whole: nobody ever claims while another writes.
  it.skipIf(!process.env.ROTA_TEST_DATABASE_URL)('find what another transaction only refers to', async () => {
    const { first } = await collecting(database, 20);
    await database.sql.begin(async (tx) => {
      await tx`select id from assignments for key share`;
      expect((await next(first)).assignmentId).toBeGreaterThan(0);
    });
  });

  it('of one person for many assignments hold a single one', async () => {
    const { first, server } = await collecting(database, 20);
    const rows = await liveAssignments(server.db, server.scope);
    const asked = rows
      .slice(0, 10)
      .map(({ id }) => claimAssignment(first, { assignmentId: id, stationId: null, device: '' }));
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a scarce object', () => {
  async function oneMug() {
    const at = await collecting(database, 30);
    const object = (await factorsOf(at.server.db, at.server.scope))[1];
    for (const level of object.levels)
      await editLevel(at.lead, { levelId: level.id, name: level.name, instruction: '', setupNote: '', quantity: 1 });
    return { ...at, object, one: await station(at.lead, 'Station 1'), two: await station(at.lead, 'Station 2') };
  }

  it('is never at two stations at once, however many ask together', async () => {
    const { server, operator, one, lead, object } = await oneMug();
    const places = [one, ...(await Promise.all([3, 4, 5, 6, 7, 8].map((n) => station(lead, `Station ${n}`))))];
    const people = [];
    for (let i = 0; i < places.length; i++) people.push(await operator(`Scarce ${i}`));
    await Promise.allSettled(people.map((person, i) => next(person, places[i])));
    const held = (await liveAssignments(server.db, server.scope)).filter((row) => row.state === 'claimed');
    const objects = held.map((row) => row.levelIds[1]);
    expect(new Set(objects).size).toBe(objects.length);
    expect(held).toHaveLength(object.levels.length);
  });

  it('is named with its place where it empties the queue, and free once given back', async () => {
    const { first, second, server, lead, object, one, two } = await oneMug();
    const rows = await liveAssignments(server.db, server.scope);
    const mug = object.levels[0];
    const own = rows.filter((row) => row.levelIds[1] === mug.id);
    expect(own.length).toBeGreaterThan(1);
    for (const row of rows.filter(({ id }) => !own.some((kept) => kept.id === id)))
      await assign(lead, { assignmentId: row.id, personId: lead.actor.personId, stationId: null });
    const { assignmentId } = await next(first, two);
    const refusal = await next(second, one).catch((error: Error) => error.message);
    expect(refusal).toContain(`waiting for ${mug.name}, in use at Station 2`);
    const { empty } = await today(second, { stationId: one });
    const taken = { kind: 'taken', level: mug.name, places: ['Station 2'] };
    expect(empty).toMatchObject({
      kind: 'busy',
      parts: expect.arrayContaining([expect.objectContaining({ obstacle: taken })]),
    });
    await putBack(first, assignmentId);
    expect(own.map(({ id }) => id)).toContain((await next(second, one)).assignmentId);
  });

  it('may be used twice at the place that has it', async () => {
    const { first, second, one } = await oneMug();
    await next(first, one);
    const { next: free } = await today(second, { stationId: one });
    const here = (await today(first, { stationId: one })).current;
    expect(free.some((row) => row.levels[1].name === here?.levels[1].name)).toBe(true);
  });
});

describe('a split for several operators', () => {
  async function split(distinct: boolean) {
    const at = await collecting(database, 5, 5);
    const [{ id, wanted }] = await liveAssignments(at.server.db, at.server.scope);
    const others = (await liveAssignments(at.server.db, at.server.scope)).slice(1);
    for (const row of others)
      await assign(at.lead, { assignmentId: row.id, personId: at.lead.actor.personId, stationId: null });
    return { ...at, id, wanted, ...(await splitAssignment(at.lead, { assignmentId: id, operators: 2, distinct })) };
  }

  it('asks for as much as before, in even parts', async () => {
    const { server, parts, wanted } = await split(true);
    expect(parts).toEqual([Math.ceil(wanted / 2), Math.floor(wanted / 2)]);
    const rows = (await liveAssignments(server.db, server.scope)).filter((row) => row.splitId !== null);
    expect(rows.map((row) => row.wanted).sort()).toEqual([...parts].sort());
  });

  it('stands as one pick on its schedule, as far as its last part', async () => {
    const { first, lead, id, parts } = await split(true);
    const { assignmentId } = await next(first);
    for (let i = 0; i < parts[0]; i++) await logAttempt(first, attemptOn(assignmentId));
    const [{ scheduleId }] = await lead.db.select().from(assignments).where(eq(assignments.id, id));
    const { picks } = await showSchedule(lead, Number(scheduleId));
    expect(picks[0]).toMatchObject({ logged: parts[0], state: 'queued' });
  });

  it('gives the second part to nobody who holds or recorded the first', async () => {
    const { first, second, parts } = await split(true);
    const { assignmentId } = await next(first);
    for (let i = 0; i < parts[0]; i++) await logAttempt(first, attemptOn(assignmentId));
    await expect(next(first)).rejects.toThrow('waiting for an operator other than you');
    const other = await next(second);
    expect(other.assignmentId).not.toBe(assignmentId);
  });

  it('lets one person do all parts where operators need not differ', async () => {
    const { first, parts } = await split(false);
    const { assignmentId } = await next(first);
    for (let i = 0; i < parts[0]; i++) await logAttempt(first, attemptOn(assignmentId));
    expect((await next(first)).assignmentId).not.toBe(assignmentId);
  });

  it('is refused where a part would be empty', async () => {
    const { lead, id } = await split(true);
    await expect(splitAssignment(lead, { assignmentId: id, operators: 4, distinct: true })).rejects.toMatchObject({
      fault: 'invalid',
    });
  });
});

describe('an empty queue', () => {
  it('says that the round is closed', async () => {
    const { first, lead } = await collecting(database);
    await closeRound(lead);
    await expect(next(first)).rejects.toThrow('Round 1 is closed');
  });

  it('says at which station the rest is claimed', async () => {
    const { first, second, lead } = await collecting(database, 1);
    await next(first, await station(lead, 'Bench'));
    await expect(next(second)).rejects.toThrow('1 claimed by First operator at Bench');
  });
});
