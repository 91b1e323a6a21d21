/** Hours of the day in local minutes after midnight; where `to` is not after `from` they run past midnight. */
export interface DailyHours {
  from: number;
  to: number;
}

/** When a station is worked at, week after week, and how much is done in one go. */
export interface Shift extends DailyHours {
  id: number;
  stationId: number;
  /** ISO weekdays it begins on: 1 is Monday, 7 is Sunday. */
  weekdays: readonly number[];
  /** Minutes of work; null for the whole length of the shift, or, where demonstrations are given, for no such limit. */
  capacityMinutes: number | null;
  /** Most demonstrations; null for as many as the minutes allow. */
  capacityDemonstrations: number | null;
}

/** One shift on one day. */
export interface Slot extends DailyHours {
  shiftId: number;
  stationId: number;
  /** YYYY-MM-DD on which it begins; `from` and `to` are minutes after that day's midnight, `to` after `from`. */
  day: string;
  capacityMinutes: number;
  capacityDemonstrations: number;
}

export const MINUTES_A_DAY = 1440;
const DAY_MS = 86_400_000;

/** The day `days` after (or before) a day, both YYYY-MM-DD. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** ISO weekday of a day, 1 (Monday) to 7. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Every shift on each of `days` days from `firstDay` on, by day and then by beginning. Limits that do not apply are Infinity. */
export function slotsOf(shifts: readonly Shift[], firstDay: string, days: number): Slot[] {
  return Array.from({ length: days }, (_, n) => dayAfter(firstDay, n)).flatMap((day) =>
    shifts
      .filter((shift) => shift.weekdays.includes(weekdayOf(day)))
      .map((shift) => slotOn(shift, day))
      .sort((a, b) => a.from - b.from || a.stationId - b.stationId || a.shiftId - b.shiftId),
  );
}

/** A shift on the day it begins. */
export function slotOn(shift: Shift, day: string): Slot {
  const { id, stationId, from, capacityMinutes, capacityDemonstrations } = shift;
  const to = shift.to > from ? shift.to : shift.to + MINUTES_A_DAY;
  const unlimited = capacityDemonstrations === null ? to - from : Number.POSITIVE_INFINITY;
  return {
    shiftId: id,
    stationId,
    day,
    from,
    to,
    capacityMinutes: Math.min(capacityMinutes ?? unlimited, unlimited),
    capacityDemonstrations: capacityDemonstrations ?? Number.POSITIVE_INFINITY,
  };
}

/** The parts of [from, to) in which all of the daily hours hold, in order. No hours: the whole of it. */
export function openHours({ from, to }: DailyHours, hours: readonly DailyHours[]): DailyHours[] {
  let open: DailyHours[] = [{ from, to }];
  for (const daily of hours) {
    const length = daily.to > daily.from ? daily.to - daily.from : daily.to - daily.from + MINUTES_A_DAY;
    open = open.flatMap((part) =>
      [-1, 0, 1, 2].flatMap((n) => {
        const begins = Math.max(part.from, daily.from + n * MINUTES_A_DAY);
        const ends = Math.min(part.to, daily.from + n * MINUTES_A_DAY + length);
        return begins < ends ? [{ from: begins, to: ends }] : [];
      }),
    );
  }
  return open;
}
