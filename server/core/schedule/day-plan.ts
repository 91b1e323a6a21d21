import { fillRun, type RunLine } from './fill-run';
import { type DailyHours, dayAfter, MINUTES_A_DAY, openHours, type Slot } from './shift';

/** Work of a published schedule that is not done yet. */
export interface DayWork {
  id: number;
  /** Level id of the configuration on every factor, in factor order. */
  levels: readonly number[];
  /** Recordings that are left to do. */
  left: number;
  /** What it is worth; higher comes first. */
  value: number;
  /** The one station it is for, because a lead gave it there or it was begun there; null for any. */
  stationId: number | null;
  /** The shift a lead gave it to; it is not planned before. Null for any. */
  given: { shiftId: number; day: string } | null;
  /** Somebody holds it now. */
  begun: boolean;
  /** The earliest day it was planned for and not finished; null when it never was. */
  rolledFrom: string | null;
}

/** Why work stands where it does in a slice: the first that holds, in the order of precedence. */
export const SLICE_REASONS = ['begun', 'continued', 'unfinished', 'given', 'hours', 'value'] as const;
export type SliceReason = (typeof SLICE_REASONS)[number];

/**
 * Work in a slice; recordings of every kind are planned as demonstrations are. `startsAt` is in minutes after the midnight
 * of the slice's day, `minutes` with setting up.
 */
export interface SliceLine {
  id: number;
  demonstrations: number;
  startsAt: number;
  minutes: number;
  /** Levels swapped before it. */
  swapped: number;
  why: SliceReason;
}

/** What a station does in one shift, in order. */
export interface Slice {
  slot: Slot;
  lines: SliceLine[];
  demonstrations: number;
  minutes: number;
}

/** Why work is in no slice: no station can set it up, its hours are in no shift, or no shift has room left for it. */
export type UnplannedReason = 'station' | 'hours' | 'room';

export interface DayPlan {
  slices: Slice[];
  unplanned: { id: number; demonstrations: number; why: UnplannedReason }[];
}

export interface DayRules {
  stations: readonly { id: number; fixedLevelIds: readonly number[]; setup: readonly number[] | null }[];
  /** Hours of the day in which a level can be recorded, by level id; levels without any can be recorded always. */
  hours: ReadonlyMap<number, DailyHours>;
  /** How many of a scarce level there are, by level id. */
  quantities: ReadonlyMap<number, number>;
  minutesPerDemonstration: number;
  minutesPerChangeover: number;
  weights: readonly number[];
}

interface Open extends DayWork {
  continued: boolean;
}
interface Candidate extends Open {
  tier: number;
  why: SliceReason;
  open: DailyHours[];
}

/**
 * Cuts work into slices, one per slot: day by day, stations that fix most levels first because they have least choice.
 * In a slice, what is begun or was left unfinished comes first, then what a lead gave to that shift; work whose levels
 * have hours is done inside them before any other; the rest goes by value, in windows with few changeovers. A slice
 * keeps within its slot's minutes and demonstrations, and what does not fit rolls over to the next slot that takes it.
 * A scarce level is never planned for more stations at once than there are of it.
 */
export function planDays(work: readonly DayWork[], slots: readonly Slot[], rules: DayRules): DayPlan {
  const open = new Map<number, Open>(work.map((one) => [one.id, { ...one, continued: false }]));
  const stations = new Map(rules.stations.map((station) => [station.id, station]));
  const setups = new Map(rules.stations.map(({ id, setup }) => [id, setup]));
  const fixed = (slot: Slot) => stations.get(slot.stationId)?.fixedLevelIds.length ?? 0;
  const inTurn = [...slots].sort(
    (a, b) =>
      a.day.localeCompare(b.day) || fixed(b) - fixed(a) || a.from - b.from || a.stationId - b.stationId || a.to - b.to,
  );
  const slices: Slice[] = [];
  for (const slot of inTurn) {
    const station = stations.get(slot.stationId);
    if (!station) continue;
    const taken = takenIn(slot, slices, open, rules);
    const candidates = [...open.values()]
      .filter((one) => one.left > 0 && fitsStation(one, station) && !one.levels.some((id) => taken.has(id)))
      .flatMap((one) => candidateIn(one, slot, rules))
      .sort(byPrecedence);
    const slice = fillSlot(slot, candidates, setups.get(slot.stationId) ?? null, rules);
    slices.push(slice);
    for (const line of slice.lines) {
      const one = open.get(line.id);
      if (!one) continue;
      one.left -= line.demonstrations;
      one.continued = one.left > 0;
      if (one.continued) one.stationId = slot.stationId;
      setups.set(slot.stationId, one.levels);
    }
  }
  return {
    slices: slices.sort((a, b) => a.slot.day.localeCompare(b.slot.day) || a.slot.from - b.slot.from),
    unplanned: [...open.values()]
      .filter((one) => one.left > 0)
      .map((one) => ({ id: one.id, demonstrations: one.left, why: unplannedReason(one, slots, rules) })),
  };
}

function fitsStation(one: DayWork, station: { id: number; fixedLevelIds: readonly number[] }): boolean {
  return (
    (one.stationId === null || one.stationId === station.id) &&
    station.fixedLevelIds.every((id) => one.levels.includes(id))
  );
}

const hoursOf = (one: DayWork, rules: DayRules) => one.levels.flatMap((id) => rules.hours.get(id) ?? []);

/** The work as this slot sees it; nothing when it cannot be done in it. */
function candidateIn(one: Open, slot: Slot, rules: DayRules): Candidate[] {
  const { given } = one;
  if (given && (given.day > slot.day || (given.day === slot.day && given.shiftId !== slot.shiftId))) return [];
  const hours = hoursOf(one, rules);
  const open = openHours(slot, hours);
  if (open.length === 0) return [];
  const why = reasonOf(one, slot, hours.length > 0);
  return [{ ...one, why, tier: SLICE_REASONS.indexOf(why), open: hours.length > 0 ? open : [] }];
}

function reasonOf(one: Open, slot: Slot, timed: boolean): SliceReason {
  if (one.begun) return 'begun';
  if (one.continued) return 'continued';
  if (one.rolledFrom !== null) return 'unfinished';
  if (one.given?.day === slot.day && one.given.shiftId === slot.shiftId) return 'given';
  return timed ? 'hours' : 'value';
}

function byPrecedence(a: Candidate, b: Candidate): number {
  return a.tier - b.tier || (a.rolledFrom ?? '').localeCompare(b.rolledFrom ?? '') || b.value - a.value || a.id - b.id;
}

function fillSlot(slot: Slot, candidates: Candidate[], setup: readonly number[] | null, rules: DayRules): Slice {
  const slice: Slice = { slot, lines: [], demonstrations: 0, minutes: 0 };
  const left = new Map(candidates.map((one) => [one.id, one.left]));
  const passed = new Set<string>();
  let clock = slot.from;
  let table = setup;
  for (;;) {
    const live = candidates.filter((one) => (left.get(one.id) ?? 0) > 0);
    const parts = live.flatMap((one) => one.open.map((part) => ({ one, part })));
    const now = parts.filter(
      ({ one, part }) => part.from <= clock && clock < part.to && !passed.has(`${one.id} ${part.to}`),
    );
    const closes = Math.min(...now.map(({ part }) => part.to));
    const opens = Math.min(...parts.map(({ part }) => part.from).filter((from) => from > clock));
    const timed = now.length > 0;
    const run = timed
      ? now.filter(({ part }) => part.to === closes).map(({ one }) => one)
      : live.filter((one) => one.open.length === 0);
    const lines = fillRun(
      run.map((one) => ({ ...one, left: left.get(one.id) ?? 0 })),
      {
        setup: table,
        minutes: Math.min(slot.capacityMinutes - slice.minutes, (timed ? closes : opens) - clock),
        demonstrations: slot.capacityDemonstrations - slice.demonstrations,
        minutesPerDemonstration: rules.minutesPerDemonstration,
        minutesPerChangeover: rules.minutesPerChangeover,
        weights: rules.weights,
      },
    );
    if (lines.length === 0) {
      if (timed) for (const one of run) passed.add(`${one.id} ${closes}`);
      else if (Number.isFinite(opens)) clock = opens;
      else return slice;
      continue;
    }
    for (const line of lines) add(line);
  }

  function add({ work, demonstrations, swapped }: RunLine<Candidate>) {
    const minutes = swapped * rules.minutesPerChangeover + demonstrations * rules.minutesPerDemonstration;
    slice.lines.push({ id: work.id, demonstrations, startsAt: clock, minutes, swapped, why: work.why });
    slice.demonstrations += demonstrations;
    slice.minutes += minutes;
    clock += minutes;
    table = work.levels;
    left.set(work.id, (left.get(work.id) ?? 0) - demonstrations);
  }
}

/** Levels of which other stations' slices at the same time need all there are. */
function takenIn(
  slot: Slot,
  slices: readonly Slice[],
  work: ReadonlyMap<number, DayWork>,
  rules: DayRules,
): Set<number> {
  if (rules.quantities.size === 0) return new Set();
  const users = new Map<number, Set<number>>();
  for (const { slot: other, lines } of slices) {
    if (other.stationId === slot.stationId || !overlap(slot, other)) continue;
    for (const level of lines.flatMap(({ id }) => work.get(id)?.levels ?? [])) {
      if (!rules.quantities.has(level)) continue;
      users.set(level, (users.get(level) ?? new Set()).add(other.stationId));
    }
  }
  const full = [...users].filter(([level, places]) => places.size >= (rules.quantities.get(level) ?? 0));
  return new Set(full.map(([level]) => level));
}

function overlap(a: Slot, b: Slot): boolean {
  const shift = a.day === b.day ? 0 : dayAfter(a.day, 1) === b.day ? MINUTES_A_DAY : -MINUTES_A_DAY;
  if (shift !== 0 && dayAfter(a.day, Math.sign(shift)) !== b.day) return false;
  return a.from < b.to + shift && b.from + shift < a.to;
}

/** Why work, or a part of it, is in none of these slots. */
export function unplannedReason(one: DayWork, slots: readonly Slot[], rules: DayRules): UnplannedReason {
  const fit = new Set(rules.stations.filter((station) => fitsStation(one, station)).map(({ id }) => id));
  const possible = slots.filter((slot) => fit.has(slot.stationId));
  if (possible.length === 0) return 'station';
  return possible.some((slot) => openHours(slot, hoursOf(one, rules)).length > 0) ? 'room' : 'hours';
}
