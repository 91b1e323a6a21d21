import { lockedAssignment, setAssignee } from '@/db/queries/collect';
import { rolesOf } from '@/db/queries/people';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { stationById } from '@/db/queries/stations';
import type { AssignInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Gives an assignment to a person, a station or both. Whoever holds it keeps it until they finish or give it back. */
export async function assign(ctx: ProgramContext, input: AssignInput): Promise<void> {
  const { assignmentId, personId, stationId } = input;
  if (personId !== null && (await rolesOf(ctx.db, personId, ctx.scope.programId)).length === 0)
    throw new DomainError('not_found', 'This person has no role in the program. Invite them first.');
  if (stationId !== null && !(await stationById(ctx.db, ctx.scope, stationId)))
    throw new DomainError('not_found', 'There is no such station in this program.');
  await ctx.db.transaction(async (tx) => {
    const row = await lockedAssignment(tx, ctx.scope, assignmentId);
    if (!row) throw new DomainError('not_found', 'There is no such assignment in this program.');
    if (row.state === 'done') throw new DomainError('conflict', 'This assignment is done already.');
    await setAssignee(tx, ctx.scope, assignmentId, { personId, stationId });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'collect.assign',
      subject: String(assignmentId),
      details: { personId, stationId },
    });
    await insertEvent(tx, ctx.scope, 'assignment', assignmentId);
  });
}
