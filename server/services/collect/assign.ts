import { lockedAssignment, setAssignee } from '@/db/queries/assignments';
import { shiftsOf } from '@/db/queries/day-plan';
import { rolesOf } from '@/db/queries/people';
import { programOf } from '@/db/queries/programs';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { stationById } from '@/db/queries/stations';
import type { AssignInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import { instantOf } from '@/server/core/program/local-time';
import { slotOn, weekdayOf } from '@/server/core/schedule/shift';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/** Gives an assignment to a person, a station, a shift of one, or several of these; it is not taken before its shift begins. The days are planned anew. Whoever holds it keeps it until they finish or give it back. */
export async function assign(ctx: ProgramContext, input: AssignInput): Promise<void> {
  const { assignmentId, personId, shift } = input;
  const given = shift && (await shiftGiven(ctx, shift));
  const stationId = given?.stationId ?? input.stationId;
  if (given && input.stationId !== null && input.stationId !== given.stationId)
    throw new DomainError('invalid', 'This shift is of another station. Choose the station or the shift.');
  if (personId !== null && (await rolesOf(ctx.db, personId, ctx.scope.programId)).length === 0)
    throw new DomainError('not_found', 'This person has no role in the program. Invite them first.');
  if (stationId !== null && !(await stationById(ctx.db, ctx.scope, stationId)))
    throw new DomainError('not_found', 'There is no such station in this program.');
  await ctx.db.transaction(async (tx) => {
    const row = await lockedAssignment(tx, ctx.scope, assignmentId);
    if (!row) throw new DomainError('not_found', 'There is no such assignment in this program.');
    if (row.state === 'done') throw new DomainError('conflict', 'This assignment is done already.');
    await setAssignee(tx, ctx.scope, assignmentId, {
      personId,
      stationId,
      shiftId: shift?.shiftId ?? null,
      shiftDay: shift?.day ?? null,
      notBefore: given?.startsAt ?? null,
    });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'collect.assign',
      subject: String(assignmentId),
      details: { personId, stationId, shift },
    });
    await insertEvent(tx, ctx.scope, 'assignment', assignmentId);
  });
  await remakePlan(ctx);
}

/** The station of a shift and when it begins on that day. Throws not_found, or invalid for a day it is not on or that is over. */
async function shiftGiven(ctx: ProgramContext, { shiftId, day }: { shiftId: number; day: string }) {
  const [{ timeZone }, shifts] = await Promise.all([programOf(ctx.db, ctx.scope), shiftsOf(ctx.db, ctx.scope)]);
  const shift = shifts.find((one) => one.id === shiftId);
  if (!shift) throw new DomainError('not_found', 'There is no such shift in this program.');
  if (!shift.weekdays.includes(weekdayOf(day)))
    throw new DomainError('invalid', `The shift ${shift.name} is not on ${day}. Choose another day.`);
  const slot = slotOn(shift, day);
  if (instantOf({ day, minute: slot.to }, timeZone) <= ctx.clock.now())
    throw new DomainError('invalid', `The shift ${shift.name} of ${day} is over. Choose a later day.`);
  return { stationId: shift.stationId, startsAt: instantOf({ day, minute: slot.from }, timeZone) };
}
