import { and, eq, isNull, sql } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { stationById } from '@/db/queries/stations';
import { shifts } from '@/db/schema/programs';
import type { SetShiftsInput, ShiftInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import { minuteOf } from '@/server/core/program/local-time';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/** Says when a station is worked at: shifts of a known name are changed, those left out end. The days are planned anew. */
export async function setShifts(ctx: ProgramContext, input: SetShiftsInput): Promise<void> {
  const { stationId } = input;
  const station = await stationById(ctx.db, ctx.scope, stationId);
  if (!station) throw new DomainError('not_found', 'There is no such station in this program.');
  const programId = ctx.scope.programId;
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    const live = and(eq(shifts.programId, programId), eq(shifts.stationId, stationId), isNull(shifts.retiredAt));
    const known = await tx.select().from(shifts).where(live).for('update');
    const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
    for (const one of known.filter((row) => !input.shifts.some(({ name }) => same(name, row.name))))
      await tx.update(shifts).set({ retiredAt: now }).where(eq(shifts.id, one.id));
    for (const shift of input.shifts) {
      const before = known.find((row) => same(shift.name, row.name));
      if (before) await tx.update(shifts).set(columnsOf(shift)).where(eq(shifts.id, before.id));
      else await tx.insert(shifts).values({ programId, stationId, createdAt: now, ...columnsOf(shift) });
    }
    await tx.execute(sql`
      update assignments a set shift_id = null, shift_day = null, not_before = null
      from shifts s where a.program_id = ${programId} and a.shift_id = s.id and s.retired_at is not null`);
    await insertAudit(tx, programId, {
      actor: ctx.actor,
      action: 'stations.shifts',
      subject: station.name,
      details: { shifts: input.shifts },
    });
    await insertEvent(tx, ctx.scope, 'station');
  });
  await remakePlan(ctx);
}

function columnsOf({ name, weekdays, from, to, capacity }: ShiftInput) {
  return {
    name,
    weekdays: [...weekdays].sort((a, b) => a - b),
    startsAt: minuteOf(from),
    endsAt: minuteOf(to),
    capacityMinutes: capacity?.unit === 'hours' ? Math.round(capacity.amount * 60) : null,
    capacityDemonstrations: capacity?.unit === 'demonstrations' ? capacity.amount : null,
  };
}
