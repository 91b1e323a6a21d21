import { loggedAtStations, openLines, setupsAtStations, shiftsOf, workToPlan } from '@/db/queries/day-plan';
import { factorsOf } from '@/db/queries/matrix';
import { programOf } from '@/db/queries/programs';
import { stationsOf } from '@/db/queries/stations';
import { instantOf, localTime } from '@/server/core/program/local-time';
import type { DayRules } from '@/server/core/schedule/day-plan';
import { restOfSlot } from '@/server/core/schedule/roll-over';
import { dayAfter, type Slot, slotsOf } from '@/server/core/schedule/shift';
import type { ProgramContext } from '../context';

/** Days that are planned ahead, today among them. */
const HORIZON = 14;
const MINUTE_MS = 60_000;

/** A slot that is not over: when it is, and what was recorded in it already. `rest` is what remains of it. */
export interface LiveSlot {
  slot: Slot;
  rest: Slot;
  startsAt: Date;
  endsAt: Date;
  done: number;
}

/** Everything a day plan depends on at this moment. */
export async function dayFacts(ctx: ProgramContext) {
  const now = ctx.clock.now();
  const [program, shifts, stations, factors, work, lines, setups] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    shiftsOf(ctx.db, ctx.scope),
    stationsOf(ctx.db, ctx.scope),
    factorsOf(ctx.db, ctx.scope),
    workToPlan(ctx.db, ctx.scope),
    openLines(ctx.db, ctx.scope),
    setupsAtStations(ctx.db, ctx.scope, now),
  ]);
  const { timeZone, settings } = program;
  const today = localTime(now, timeZone).day;
  const coming = slotsOf(shifts, dayAfter(today, -1), HORIZON + 1)
    .map((slot) => ({
      slot,
      startsAt: instantOf({ day: slot.day, minute: slot.from }, timeZone),
      endsAt: instantOf({ day: slot.day, minute: slot.to }, timeZone),
    }))
    .filter(({ endsAt }) => endsAt > now);
  const running = coming.filter(({ startsAt }) => startsAt <= now);
  const logged = running.length
    ? await loggedAtStations(ctx.db, ctx.scope, new Date(Math.min(...running.map(({ startsAt }) => +startsAt))))
    : [];
  const slots = coming.map(({ slot, startsAt, endsAt }): LiveSlot => {
    const done = logged.filter(
      ({ stationId, at }) => stationId === slot.stationId && at >= startsAt && at < endsAt,
    ).length;
    const minute = slot.from + Math.max(0, (+now - +startsAt) / MINUTE_MS);
    return { slot, startsAt, endsAt, done, rest: restOfSlot(slot, minute, done, settings.minutesPerDemonstration) };
  });
  const levels = factors.flatMap((factor) => factor.levels);
  const rules: DayRules = {
    stations: stations.map(({ id, fixedLevelIds }) => ({ id, fixedLevelIds, setup: setups.get(id) ?? null })),
    hours: new Map(levels.flatMap(({ id, hours }) => (hours ? [[id, hours]] : []))),
    quantities: new Map(levels.flatMap(({ id, quantity }) => (quantity === null ? [] : [[id, quantity]]))),
    minutesPerDemonstration: settings.minutesPerDemonstration,
    minutesPerChangeover: settings.minutesPerChangeover,
    weights: factors.map((factor) => factor.changeoverWeight),
  };
  return { now, today, timeZone, shifts, stations, factors, work, lines, slots, rules };
}

/** What pages and verbs know of the days. */
export type DayFacts = Awaited<ReturnType<typeof dayFacts>>;
