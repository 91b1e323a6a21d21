import { describe, expect, it } from 'vitest';
import { liveAssignments } from '@/db/queries/assignments';
import { factorsOf } from '@/db/queries/matrix';
import { SetShiftsInput, StationInput } from '@/server/core/collect/schema';
import { assign } from '@/server/services/collect/assign';
import { claimAssignment } from '@/server/services/collect/claim';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { putBack } from '@/server/services/collect/put-back';
import { setAside } from '@/server/services/collect/set-aside';
import { today } from '@/server/services/collect/today';
import type { ProgramContext } from '@/server/services/context';
import { showDays } from '@/server/services/days/show';
import { editLevel } from '@/server/services/matrix/edit-level';
import { createStation } from '@/server/services/stations/create';
import { setShifts } from '@/server/services/stations/set-shifts';
import { attemptOn, collecting } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const HOUR = 3_600_000;
const WEEK = [1, 2, 3, 4, 5, 6, 7];
const MONDAY = '2026-03-02';
const TUESDAY = '2026-03-03';

const shifts = (stationId: number, over: object = {}) =>
  SetShiftsInput.parse({
    stationId,
    shifts: [
      {
        name: 'Morning',
        weekdays: WEEK,
        from: '08:00',
        to: '12:00',
        capacity: { unit: 'demonstrations', amount: 2 },
        ...over,
      },
    ],
  });

const station = async (lead: ProgramContext, name: string) =>
  (await createStation(lead, StationInput.parse({ name }))).stationId;

/** Six single demonstrations and a station that does two of them a morning; it is Monday, eight o'clock. */
async function mornings(demonstrations = 6, blockSize = 1) {
  const at = await collecting(database, demonstrations, blockSize);
  const stationId = await station(at.lead, 'Bench');
  await setShifts(at.lead, shifts(stationId));
  const take = () => claimAssignment(at.first, { stationId, device: '' });
  const record = async () => {
    const { assignmentId } = await take();
    await logAttempt(at.first, attemptOn(assignmentId, { stationId }));
    return assignmentId;
  };
  const days = async () =>
    (await showDays(at.lead)).slices.map(({ day, lines }) => [
      day,
      lines.map(({ assignmentId, why }) => [assignmentId, why] as const),
    ]) as [string, (readonly [number, string])[]][];
  return { ...at, stationId, take, record, days };
}

describe('the plan of the days', () => {
  it('cuts a published schedule by the capacity of the shifts, and names nothing without shifts', async () => {
    const at = await collecting(database, 6, 1);
    const none = await showDays(at.lead);
    expect([none.slices, none.unplanned, none.words]).toEqual([
      [],
      [],
      expect.stringContaining('No station has shifts'),
    ]);
    const { lead, days } = await mornings();
    expect((await days()).slice(0, 4).map(([day, lines]) => [day, lines.length])).toEqual([
      [MONDAY, 2],
      [TUESDAY, 2],
      ['2026-03-04', 2],
      ['2026-03-05', 0],
    ]);
    const { words, slices } = await showDays(lead);
    expect(words).toBe('Today: 2 demonstrations at 1 station; the 6 left are planned until Wed 4 Mar.');
    expect(slices[0]).toMatchObject({ used: 1, done: 0, planned: 2, capacity: { unit: 'demonstrations', amount: 2 } });
  });

  it('is what an operator at that station gets next, on Today and by claiming', async () => {
    const { first, stationId, days, record } = await mornings();
    const planned = (await days()).flatMap(([, lines]) => lines.map(([id]) => id));
    expect((await today(first, { stationId })).next.map(({ id }) => id)).toEqual(planned);
    const taken = [];
    for (let n = 0; n < planned.length; n++) taken.push(await record());
    expect(taken).toEqual(planned);
  });

  it('counts what was recorded in a shift against its capacity', async () => {
    const { lead, record } = await mornings();
    await record();
    const [slice] = (await showDays(lead)).slices;
    expect(slice).toMatchObject({ used: 1, done: 1, planned: 1 });
  });

  it('rolls what a shift left over to the next, first and with the reason, once the shift is over', async () => {
    const { lead, first, later, record, take, days } = await mornings();
    const before = await days();
    await record();
    const { assignmentId } = await take();
    await setAside(first, { assignmentId, how: 'skipped', reason: 'object missing' });
    later(5 * HOUR);
    const shown = await showDays(lead);
    const [tuesday] = shown.slices;
    expect(tuesday.day).toBe(TUESDAY);
    expect(tuesday.lines[0]).toMatchObject({
      assignmentId,
      why: 'unfinished',
      unfinished: { day: MONDAY, shift: 'Morning', why: 'skipped: object missing' },
    });
    expect(tuesday.lines[1].assignmentId).toBe(before[1][1][0][0]);
    expect(shown.unfinished).toMatchObject([{ assignmentId, demonstrations: 1, day: MONDAY }]);
    expect(shown.slices.map(({ lines }) => lines.length).slice(0, 3)).toEqual([2, 2, 1]);
  });

  it('rolls over by itself when somebody takes work, and never hands out less for it', async () => {
    const { server, first, second, later, days, stationId } = await mornings();
    const [, [, planned]] = await days();
    later(24 * HOUR);
    const at = await Promise.all([first, second].map((who) => claimAssignment(who, { stationId, device: '' })));
    const mondays = at.map(({ assignmentId }) => assignmentId);
    expect(planned.map(([id]) => id)).not.toContain(mondays[0]);
    expect(new Set(mondays).size).toBe(2);
    expect((await liveAssignments(server.db, server.scope)).length).toBe(6);
  });

  it('leaves out what is blocked until it is freed', async () => {
    const { lead, days } = await mornings();
    const [[, [[id]]]] = await days();
    await setAside(lead, { assignmentId: id, how: 'blocked', reason: 'robot down' });
    expect((await days()).flatMap(([, lines]) => lines.map(([one]) => one))).not.toContain(id);
    await putBack(lead, id);
    expect((await days()).flatMap(([, lines]) => lines.map(([one]) => one))).toContain(id);
  });

  it('says what no shift has room for', async () => {
    const { lead, stationId } = await mornings();
    await setShifts(lead, shifts(stationId, { weekdays: [3], capacity: { unit: 'demonstrations', amount: 1 } }));
    const { unplanned, words } = await showDays(lead);
    expect(unplanned).toEqual([{ why: 'room', assignments: 4, demonstrations: 4 }]);
    expect(words).toContain('4 have no room in the coming shifts');
  });
});

describe('work that a lead gives to a shift', () => {
  it('is planned there, kept until it begins, and then free at that station', async () => {
    const { lead, first, later, stationId, days } = await mornings();
    const [[, [[id]]]] = await days();
    const [{ shifts: known }] = (await showDays(lead)).stations;
    await assign(lead, {
      assignmentId: id,
      personId: null,
      stationId: null,
      shift: { shiftId: known[0].id, day: TUESDAY },
    });
    const [[, monday], [, tuesday]] = await days();
    expect(monday.map(([one]) => one)).not.toContain(id);
    expect(tuesday[0]).toEqual([id, 'given']);
    const early = claimAssignment(first, { assignmentId: id, stationId, device: '' });
    await expect(early).rejects.toThrow(`kept for the shift Morning on ${TUESDAY}`);
    expect((await today(first, { stationId })).next.map((row) => row.id)).not.toContain(id);
    later(24 * HOUR);
    expect((await claimAssignment(first, { assignmentId: id, stationId, device: '' })).assignmentId).toBe(id);
  });

  it('cannot be given to a day without that shift, a shift that is over, or another station', async () => {
    const { lead, stationId, later, days } = await mornings();
    const other = await station(lead, 'Other');
    const [[, [[assignmentId]]]] = await days();
    const [{ shifts: known }] = (await showDays(lead)).stations;
    const give = (day: string, at: number | null = null) =>
      assign(lead, { assignmentId, personId: null, stationId: at, shift: { shiftId: known[0].id, day } });
    await expect(give(TUESDAY, other)).rejects.toThrow('of another station');
    await setShifts(lead, shifts(stationId, { weekdays: [1] }));
    await expect(give(TUESDAY)).rejects.toThrow('is not on 2026-03-03');
    later(6 * HOUR);
    await expect(give(MONDAY)).rejects.toThrow('is over');
  });
});

describe('a level with hours', () => {
  it('is planned inside them, not handed out outside, and named where it empties the queue', async () => {
    const { lead, server, first, later, stationId } = await mornings();
    await setShifts(lead, shifts(stationId, { capacity: null }));
    const levels = (await factorsOf(server.db, server.scope))[1].levels;
    for (const { id, name } of levels)
      await editLevel(lead, {
        levelId: id,
        name,
        instruction: '',
        setupNote: '',
        quantity: null,
        hours: { from: '10:00', to: '11:00' },
      });
    const [monday] = (await showDays(lead)).slices;
    expect(monday.lines.map(({ why }) => why)).toEqual(Array.from({ length: 6 }, () => 'hours'));
    expect(monday.lines[0].from).toBe('10:00');
    const early = claimAssignment(first, { stationId, device: '' });
    await expect(early).rejects.toThrow('recorded from 10:00 to 11:00 only');
    later(2 * HOUR);
    await claimAssignment(first, { stationId, device: '' });
  });
});
