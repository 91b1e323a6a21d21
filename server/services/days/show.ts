import { type AssignmentRow, liveAssignments } from '@/db/queries/assignments';
import { shiftsOf, unfinishedSince } from '@/db/queries/day-plan';
import type { EpisodeKind } from '@/server/core/collect/words';
import { clockOf } from '@/server/core/program/local-time';
import { unplannedReason } from '@/server/core/schedule/day-plan';
import { type DaysSaid, daysInWords } from '@/server/core/schedule/days-words';
import { dayAfter, slotOn } from '@/server/core/schedule/shift';
import type { ProgramContext } from '../context';
import { type DayFacts, dayFacts } from './facts';
import { rollOver, workOf } from './remake-plan';
import { type Known, slicesOf } from './slices';

/** How far back unfinished work is shown, in days. */
const BACK = 7;

/**
 * The plan of today and the coming days per station and shift: what is to be done in which order and why it stands there,
 * how full each shift is, what shifts that are over left unfinished, and what is in no shift and why.
 */
export async function showDays(ctx: ProgramContext) {
  await rollOver(ctx);
  const facts = await dayFacts(ctx);
  const [live, everyShift, closed] = await Promise.all([
    liveAssignments(ctx.db, ctx.scope),
    shiftsOf(ctx.db, ctx.scope, true),
    unfinishedSince(ctx.db, ctx.scope, dayAfter(facts.today, -BACK)),
  ]);
  const names = namesOf(facts, everyShift);
  const assignments = new Map(live.map((row) => [row.id, row]));
  const unfinished = closed.flatMap((line) => {
    const row = assignments.get(line.assignmentId);
    if (!row) return [];
    const left = { demonstrations: line.leftOver ?? 0, why: line.leftWhy ?? '' };
    return [
      { ...names.place(line), assignmentId: row.id, kind: row.kind, levels: names.inWords(row.levelIds), ...left },
    ];
  });
  const since = new Map(unfinished.map(({ assignmentId, day, shift, why }) => [assignmentId, { day, shift, why }]));
  const slices = slicesOf(facts, { ...names, assignments, since });
  const unplanned = unplannedOf(facts);
  return {
    today: facts.today,
    words: daysInWords({
      ...saidOf(facts, slices),
      blocked: blockedOf(live),
      rolledFrom: rolledFrom(unfinished, since),
      unplanned,
    }),
    stations: stationsWithShifts(facts),
    slices,
    unfinished,
    unplanned,
  };
}

/** Levels and places in words. */
function namesOf(
  { factors, stations }: DayFacts,
  everyShift: readonly { id: number; name: string }[],
): Pick<Known, 'inWords' | 'place'> {
  const levels = new Map(factors.flatMap((factor) => factor.levels.map(({ id, name }) => [id, name])));
  const stationNames = new Map(stations.map(({ id, name }) => [id, name]));
  const shiftNames = new Map(everyShift.map(({ id, name }) => [id, name]));
  return {
    inWords: (levelIds) => levelIds.map((id) => levels.get(id) ?? 'unknown'),
    place: ({ stationId, shiftId, day }) => ({
      stationId,
      station: stationNames.get(stationId) ?? 'a station that is gone',
      shiftId,
      shift: shiftNames.get(shiftId) ?? 'a shift that ended',
      day,
    }),
  };
}

/** Recordings that wait for the lead. */
const blockedOf = (live: readonly AssignmentRow[]) =>
  live
    .filter(({ state }) => state === 'blocked')
    .reduce((sum, { wanted, logged }) => sum + Math.max(0, wanted - logged), 0);

/** The earliest day of what is still left unfinished: an assignment counts where it was left last. */
function rolledFrom(unfinished: readonly { assignmentId: number; day: string }[], since: Known['since']) {
  const days = unfinished.filter(({ assignmentId, day }) => since.get(assignmentId)?.day === day).map(({ day }) => day);
  return days.sort()[0] ?? null;
}

/** What is said of the coming days. */
function saidOf(
  facts: DayFacts,
  slices: ReturnType<typeof slicesOf>,
): Omit<DaysSaid, 'blocked' | 'rolledFrom' | 'unplanned'> {
  const filled = slices.filter(({ planned }) => planned > 0);
  const today = filled.filter(({ day }) => day === facts.today);
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const rolled = today.flatMap(({ lines }) => lines).filter(({ why }) => why === 'unfinished');
  return {
    shifts: facts.shifts.length > 0,
    left: sum(workOf(facts).map(({ left }) => left)),
    plannedToday: byKind(today.flatMap(({ lines }) => lines)),
    stationsToday: new Set(today.map(({ stationId }) => stationId)).size,
    rolledOver: sum(rolled.map(({ demonstrations }) => demonstrations)),
    until:
      filled
        .map(({ day }) => day)
        .sort()
        .at(-1) ?? null,
  };
}

/** Recordings of these lines by kind. */
function byKind(lines: readonly { kind: EpisodeKind; demonstrations: number }[]): Record<EpisodeKind, number> {
  const counts = { demonstration: 0, probe_rollout: 0, evaluation_trial: 0 };
  for (const { kind, demonstrations } of lines) counts[kind] += demonstrations;
  return counts;
}

/** Every station with its shifts as they are written down. */
function stationsWithShifts({ stations, shifts, today }: DayFacts) {
  return stations.map(({ id, name }) => ({
    id,
    name,
    shifts: shifts
      .filter((shift) => shift.stationId === id)
      .map((shift) => {
        const { from, to } = slotOn(shift, today);
        const { weekdays, capacityDemonstrations, capacityMinutes } = shift;
        const capacity =
          capacityDemonstrations !== null
            ? { unit: 'demonstrations' as const, amount: capacityDemonstrations }
            : capacityMinutes !== null
              ? { unit: 'hours' as const, amount: capacityMinutes / 60 }
              : null;
        return { id: shift.id, name: shift.name, weekdays, from: clockOf(from), to: clockOf(to), capacity };
      }),
  }));
}

/** What is in no shift, by why. Counts are recordings of any kind. */
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
