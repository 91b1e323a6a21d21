import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DayRules, type DayWork, planDays } from '@/server/core/schedule/day-plan';
import { swappedLevels } from '@/server/core/schedule/fill-run';
import { openHours, type Shift, slotsOf, weekdayOf } from '@/server/core/schedule/shift';

const MONDAY = '2026-03-02';
const shift = (over: Partial<Shift>): Shift => ({
  id: 1,
  stationId: 1,
  weekdays: [1, 2, 3, 4, 5],
  from: 480,
  to: 720,
  capacityMinutes: null,
  capacityDemonstrations: null,
  ...over,
});
const work = (id: number, over: Partial<DayWork> = {}): DayWork => ({
  id,
  levels: [id, 100],
  left: 5,
  value: 0,
  stationId: null,
  given: null,
  begun: false,
  rolledFrom: null,
  ...over,
});
const rules = (over: Partial<DayRules> = {}): DayRules => ({
  stations: [{ id: 1, fixedLevelIds: [], setup: null }],
  hours: new Map(),
  quantities: new Map(),
  minutesPerDemonstration: 2,
  minutesPerChangeover: 3,
  weights: [1, 5],
  ...over,
});

const anyWork = fc
  .array(
    fc.record({
      levels: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 11, max: 13 })),
      left: fc.integer({ min: 1, max: 12 }),
      value: fc.integer({ min: 0, max: 9 }),
      stationId: fc.constantFrom(null, null, 1, 2),
      begun: fc.boolean(),
      rolledFrom: fc.constantFrom(null, null, '2026-02-27'),
    }),
    { maxLength: 30 },
  )
  .map((rows) => rows.map((row, at) => work(at + 1, row)));
const anyShifts = fc
  .array(
    fc.record({
      stationId: fc.constantFrom(1, 2),
      from: fc.integer({ min: 0, max: 1439 }),
      to: fc.integer({ min: 0, max: 1439 }),
      capacityMinutes: fc.constantFrom(null, 30, 90),
      capacityDemonstrations: fc.constantFrom(null, null, 7),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) => rows.map((row, at) => shift({ id: at + 1, weekdays: [1, 2, 3, 4, 5, 6, 7], ...row })));
const twoStations = {
  stations: [
    { id: 1, fixedLevelIds: [], setup: null },
    { id: 2, fixedLevelIds: [11], setup: [1, 11] },
  ],
  hours: new Map([[2, { from: 600, to: 900 }]]),
  quantities: new Map([[12, 1]]),
};

describe('shifts', () => {
  it('fall on their weekdays in order, and end after midnight where they end before they begin', () => {
    expect(weekdayOf(MONDAY)).toBe(1);
    const slots = slotsOf([shift({ id: 2, from: 1320, to: 360 }), shift({ weekdays: [2] })], MONDAY, 3);
    expect(slots.map(({ day, shiftId, from, to }) => [day, shiftId, from, to])).toEqual([
      ['2026-03-02', 2, 1320, 1800],
      ['2026-03-03', 1, 480, 720],
      ['2026-03-03', 2, 1320, 1800],
      ['2026-03-04', 2, 1320, 1800],
    ]);
  });

  it('are open minute by minute exactly where all daily hours hold', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const hours = fc.record({ from: minute, to: minute });
    const holds = (at: number, { from, to }: { from: number; to: number }) =>
      from < to ? at % 1440 >= from && at % 1440 < to : at % 1440 >= from || at % 1440 < to;
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 1440 }), fc.array(hours, { maxLength: 3 }), (from, long, daily) => {
        const open = openHours({ from, to: from + long }, daily);
        for (let at = from; at < from + long; at += 7)
          expect(open.some((part) => part.from <= at && at < part.to)).toBe(daily.every((one) => holds(at, one)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('day plans', () => {
  it('plan every demonstration once or say why not, within capacity, hours and stations, at their stated times', () => {
    fc.assert(
      fc.property(anyWork, anyShifts, (works, shifts) => {
        const all = rules(twoStations);
        const { slices, unplanned } = planDays(works, slotsOf(shifts, MONDAY, 4), all);
        const byId = new Map(works.map((one) => [one.id, one]));
        for (const one of works) {
          const planned = slices.flatMap(({ lines }) => lines).filter(({ id }) => id === one.id);
          const left = unplanned.filter(({ id }) => id === one.id);
          const sum = [...planned, ...left].reduce((n, line) => n + line.demonstrations, 0);
          expect(sum).toBe(one.left);
        }
        for (const { slot, lines, minutes, demonstrations } of slices) {
          expect(minutes).toBeLessThanOrEqual(slot.capacityMinutes + 1e-6);
          expect(demonstrations).toBeLessThanOrEqual(slot.capacityDemonstrations);
          let clock = slot.from;
          for (const line of lines) {
            const one = byId.get(line.id);
            expect(line.startsAt).toBeGreaterThanOrEqual(clock - 1e-6);
            clock = line.startsAt + line.minutes;
            expect(one?.stationId ?? slot.stationId).toBe(slot.stationId);
            if (slot.stationId === 2) expect(one?.levels).toContain(11);
            const timed = one?.levels.includes(2);
            if (timed) {
              const open = openHours(slot, [{ from: 600, to: 900 }]);
              expect(open.some(({ from, to }) => from <= line.startsAt && clock <= to + 1e-6)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never need a scarce level at more stations at once than there are of it', () => {
    fc.assert(
      fc.property(anyWork, anyShifts, (works, shifts) => {
        const { slices } = planDays(works, slotsOf(shifts, MONDAY, 3), rules(twoStations));
        const levels = new Map(works.map((one) => [one.id, one.levels]));
        const start = (day: string) => (Date.parse(day) - Date.parse(MONDAY)) / 60_000;
        const using = slices.filter(({ lines }) => lines.some(({ id }) => levels.get(id)?.includes(12)));
        for (const a of using)
          for (const b of using)
            if (a.slot.stationId !== b.slot.stationId) {
              const apart =
                start(a.slot.day) + a.slot.to <= start(b.slot.day) + b.slot.from ||
                start(b.slot.day) + b.slot.to <= start(a.slot.day) + a.slot.from;
              expect(apart).toBe(true);
            }
      }),
      { numRuns: 200 },
    );
  });

  it('fill the first day with what is worth most and roll the rest over', () => {
    const works = [3, 9, 1, 7].map((value, at) => work(at + 1, { value }));
    const slots = slotsOf([shift({ capacityDemonstrations: 10 })], MONDAY, 3);
    const { slices, unplanned } = planDays(works, slots, rules());
    expect(slices.map(({ lines }) => lines.map(({ id }) => id).sort())).toEqual([[2, 4], [1, 3], []]);
    expect(unplanned).toEqual([]);
  });

  it('go on with what the end of a shift cut, before anything else and with no set-up', () => {
    const works = [work(1, { left: 8, value: 1 }), work(2, { value: 9 })];
    const { slices } = planDays(works, slotsOf([shift({ capacityDemonstrations: 9 })], MONDAY, 2), rules());
    expect(
      slices.map(({ lines }) =>
        lines.map(({ id, demonstrations, swapped, why }) => [id, demonstrations, swapped, why]),
      ),
    ).toEqual([
      [
        [2, 5, 0, 'value'],
        [1, 4, 1, 'value'],
      ],
      [[1, 4, 0, 'continued']],
    ]);
  });

  it('put what was not finished before everything but what somebody holds, however little it is worth', () => {
    const works = [
      work(1, { value: 9 }),
      work(2, { rolledFrom: '2026-02-27' }),
      work(3, { rolledFrom: '2026-02-26' }),
      work(4, { begun: true }),
      work(5, { given: { shiftId: 1, day: MONDAY } }),
    ];
    const { slices } = planDays(works, slotsOf([shift({})], MONDAY, 1), rules());
    expect(slices[0].lines.map(({ why }) => why)).toEqual(['begun', 'unfinished', 'unfinished', 'given', 'value']);
  });

  it('keep work that a lead gave to a shift until that shift', () => {
    const works = [work(1, { given: { shiftId: 1, day: '2026-03-03' }, stationId: 1 }), work(2)];
    const { slices } = planDays(works, slotsOf([shift({})], MONDAY, 2), rules());
    expect(slices.map(({ lines }) => lines.map(({ id }) => id))).toEqual([[2], [1]]);
  });

  it('give work whose level has hours those hours before work of more value, and name hours that no shift has', () => {
    const hours = new Map([
      [1, { from: 540, to: 570 }],
      [2, { from: 1200, to: 1260 }],
    ]);
    const works = [work(1), work(2), ...[3, 4, 5, 6, 7, 8].map((id) => work(id, { left: 20, value: 9 }))];
    const { slices, unplanned } = planDays(works, slotsOf([shift({})], MONDAY, 1), rules({ hours }));
    const timed = slices[0].lines.find(({ id }) => id === 1);
    expect(timed?.startsAt).toBeGreaterThanOrEqual(540);
    expect(timed?.demonstrations).toBe(5);
    expect(unplanned.find(({ id }) => id === 2)?.why).toBe('hours');
    expect(unplanned.find(({ id }) => id === 8)?.why).toBe('room');
  });

  it('leave to a station that fixes a level the work only it has a reason to do', () => {
    const works = [1, 2, 3, 4].map((id) => work(id, { levels: [id, id <= 2 ? 11 : 12], value: 10 - id }));
    const shifts = [shift({ capacityDemonstrations: 10 }), shift({ id: 2, stationId: 2, capacityDemonstrations: 10 })];
    const { slices } = planDays(works, slotsOf(shifts, MONDAY, 1), rules({ stations: twoStations.stations }));
    const at = (station: number) =>
      slices.flatMap(({ slot, lines }) => (slot.stationId === station ? lines.map(({ id }) => id) : [])).sort();
    expect([at(1), at(2)]).toEqual([
      [3, 4],
      [1, 2],
    ]);
  });

  it('say that no station can do what none is fit for', () => {
    const { unplanned } = planDays([work(1, { stationId: 7 })], slotsOf([shift({})], MONDAY, 2), rules());
    expect(unplanned).toEqual([{ id: 1, demonstrations: 5, why: 'station' }]);
  });

  it('swap no more levels inside a slice of one window than the order of value does', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 12 }), (codes) => {
        const works = codes.map((levels, at) => work(at + 1, { levels, value: 50 - at, left: 1 }));
        const { slices } = planDays(works, slotsOf([shift({ to: 1400 })], MONDAY, 1), rules({ weights: [1, 1] }));
        const swaps = works.reduce((sum, one, at) => sum + swappedLevels(works[at - 1]?.levels ?? null, one.levels), 0);
        expect(slices[0].lines.reduce((sum, line) => sum + line.swapped, 0)).toBeLessThanOrEqual(swaps);
      }),
      { numRuns: 100 },
    );
  });
});
