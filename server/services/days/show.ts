import { liveAssignments } from '@/db/queries/collect';
import { shiftsOf, unfinishedSince } from '@/db/queries/day-plan';
import { clockOf } from '@/server/core/program/local-time';
import { unplannedReason } from '@/server/core/schedule/day-plan';
import { daysInWords } from '@/server/core/schedule/days-words';
import { leftOvers } from '@/server/core/schedule/roll-over';
import { dayAfter, slotOn } from '@/server/core/schedule/shift';
import type { ProgramContext } from '../context';
import { type DayFacts, dayFacts } from './facts';
import { rollOver, workOf } from './remake-plan';

/** How far back unfinished work is shown, in days. */
const BACK = 7;

/**
 * The plan of today and the coming days per station and shift: what is to be done in which order and why it stands there,
 * how full each shift is, what shifts that are over left unfinished, and what is in no shift and why.
 */
export async function showDays(ctx: ProgramContext) {
  await rollOver(ctx);
  const facts = await dayFacts(ctx);
  const [live, everyShift, unfinished] = await Promise.all([
    liveAssignments(ctx.db, ctx.scope),
    shiftsOf(ctx.db, ctx.scope, true),
    unfinishedSince(ctx.db, ctx.scope, dayAfter(facts.today, -BACK)),
  ]);
  const assignments = new Map(live.map((row) => [row.id, row]));
  const names = new Map(facts.factors.flatMap((factor) => factor.levels.map(({ id, name }) => [id, name])));
  const stations = new Map(facts.stations.map(({ id, name }) => [id, name]));
  const shiftNames = new Map(everyShift.map(({ id, name }) => [id, name]));
  const inWords = (levelIds: readonly number[]) => levelIds.map((id) => names.get(id) ?? 'unknown');
  const place = ({ stationId, shiftId, day }: { stationId: number; shiftId: number; day: string }) => ({
    stationId,
    station: stations.get(stationId) ?? 'a station that is gone',
    shiftId,
    shift: shiftNames.get(shiftId) ?? 'a shift that ended',
    day,
  });
  const left = unfinished.flatMap((line) => {
    const row = assignments.get(line.assignmentId);
    return row
      ? [
          {
            ...place(line),
            assignmentId: row.id,
            levels: inWords(row.levelIds),
            demonstrations: line.leftOver ?? 0,
            why: line.leftWhy ?? '',
          },
        ]
      : [];
  });
  const since = new Map(left.map((line) => [line.assignmentId, { day: line.day, shift: line.shift, why: line.why }]));
  const rest = restOfLines(facts);
  const slices = facts.slots.map(({ slot, done }) => {
    const mine = facts.lines.filter((line) => line.shiftId === slot.shiftId && line.day === slot.day);
    const lines = mine.flatMap((line) => {
      const row = assignments.get(line.assignmentId);
      const demonstrations = rest.get(line.id) ?? 0;
      return row && demonstrations > 0
        ? [
            {
              assignmentId: row.id,
              levels: inWords(row.levelIds),
              demonstrations,
              from: clockOf(line.startsAt),
              minutes: line.minutes - (line.demonstrations - demonstrations) * facts.rules.minutesPerDemonstration,
              swapped: line.swapped,
              why: line.why,
              unfinished: since.get(row.id) ?? null,
              state: row.state,
              heldBy: row.claimedByName,
              person: row.personName,
              givenStation: row.stationId === slot.stationId,
              givenShift: row.shiftId === slot.shiftId && row.shiftDay === slot.day,
            },
          ]
        : [];
    });
    const planned = lines.reduce((sum, line) => sum + line.demonstrations, 0);
    const minutes = lines.reduce((sum, line) => sum + line.minutes, 0);
    const { minutesPerDemonstration } = facts.rules;
    const counted = Number.isFinite(slot.capacityDemonstrations);
    const used = counted
      ? (done + planned) / slot.capacityDemonstrations
      : (done * minutesPerDemonstration + minutes) / slot.capacityMinutes;
    return {
      ...place(slot),
      from: clockOf(slot.from),
      to: clockOf(slot.to),
      capacity: counted
        ? { unit: 'demonstrations' as const, amount: slot.capacityDemonstrations }
        : { unit: 'hours' as const, amount: slot.capacityMinutes / 60 },
      used,
      done,
      planned,
      minutes,
      swapped: lines.reduce((sum, line) => sum + line.swapped, 0),
      lines,
    };
  });
  const unplanned = unplannedOf(facts);
  const today = slices.filter((slice) => slice.day === facts.today && slice.planned > 0);
  const rolling = left.filter((line) => since.get(line.assignmentId)?.day === line.day);
  const said = {
    shifts: facts.shifts.length > 0,
    left: workOf(facts).reduce((sum, one) => sum + one.left, 0),
    plannedToday: today.reduce((sum, slice) => sum + slice.planned, 0),
    stationsToday: new Set(today.map((slice) => slice.stationId)).size,
    rolledOver: today
      .flatMap(({ lines }) => lines)
      .reduce((n, { why, demonstrations }) => n + (why === 'unfinished' ? demonstrations : 0), 0),
    rolledFrom: rolling.map(({ day }) => day).sort()[0] ?? null,
    until:
      slices
        .filter(({ planned }) => planned > 0)
        .map(({ day }) => day)
        .sort()
        .at(-1) ?? null,
    unplanned,
  };
  return {
    today: facts.today,
    words: daysInWords(said),
    stations: facts.stations.map(({ id, name }) => ({
      id,
      name,
      shifts: facts.shifts
        .filter((shift) => shift.stationId === id)
        .map((shift) => {
          const { from, to } = slotOn(shift, facts.today);
          return {
            id: shift.id,
            name: shift.name,
            weekdays: shift.weekdays,
            from: clockOf(from),
            to: clockOf(to),
            capacity:
              shift.capacityDemonstrations !== null
                ? { unit: 'demonstrations' as const, amount: shift.capacityDemonstrations }
                : shift.capacityMinutes !== null
                  ? { unit: 'hours' as const, amount: shift.capacityMinutes / 60 }
                  : null,
          };
        }),
    })),
    slices,
    unfinished: left,
    unplanned,
  };
}

/** What of each open line is still to be done: what was recorded since the plan was made came from the earliest. */
function restOfLines({ lines, work }: DayFacts): Map<number, number> {
  const left = new Map(work.map((row) => [row.id, row.wanted - row.logged]));
  const byAssignment = new Map<number, DayFacts['lines']>();
  for (const line of lines) byAssignment.set(line.assignmentId, [...(byAssignment.get(line.assignmentId) ?? []), line]);
  return new Map(
    [...byAssignment].flatMap(([id, mine]) => {
      const rest = leftOvers(mine, left.get(id) ?? 0, 0);
      return mine.map((line, at): [number, number] => [line.id, rest[at]]);
    }),
  );
}

/** What is in no shift, by why. Counts are demonstrations. */
function unplannedOf(facts: DayFacts) {
  if (facts.shifts.length === 0) return [];
  const planned = new Map<number, number>();
  for (const line of facts.lines)
    planned.set(line.assignmentId, (planned.get(line.assignmentId) ?? 0) + line.demonstrations);
  const sums = new Map<ReturnType<typeof unplannedReason>, { assignments: number; demonstrations: number }>();
  for (const one of workOf(facts)) {
    const rest = one.left - (planned.get(one.id) ?? 0);
    if (rest <= 0) continue;
    const why = unplannedReason(
      one,
      facts.slots.map(({ slot }) => slot),
      facts.rules,
    );
    const sum = sums.get(why) ?? { assignments: 0, demonstrations: 0 };
    sums.set(why, { assignments: sum.assignments + 1, demonstrations: sum.demonstrations + rest });
  }
  return [...sums].map(([why, sum]) => ({ why, ...sum }));
}
