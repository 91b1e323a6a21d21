import { and, eq, isNull } from 'drizzle-orm';
import { assignmentById, lockedAssignment, setAssignmentState } from '@/db/queries/collect';
import { insertEvent } from '@/db/queries/record';
import { attempts } from '@/db/schema/schedules';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Takes back an attempt; the row stays, marked. Operators take back their own, leads any. Doing it twice changes nothing more. */
export async function undoAttempt(
  ctx: ProgramContext,
  attemptId: string,
): Promise<{ assignmentId: number; logged: number }> {
  return ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const [row] = await tx
      .select({ personId: attempts.personId, assignmentId: attempts.assignmentId })
      .from(attempts)
      .where(and(eq(attempts.programId, ctx.scope.programId), eq(attempts.id, attemptId)));
    if (!row) throw new DomainError('not_found', 'There is no such attempt in this program.');
    const lead = ctx.actor.admin || ctx.roles.includes('lead') || ctx.actor.tokenId !== null;
    if (!lead && row.personId !== ctx.actor.personId) {
      throw new DomainError('forbidden', 'This attempt was logged by somebody else. Ask the lead to take it back.');
    }
    await lockedAssignment(tx, ctx.scope, row.assignmentId);
    const taken = await tx
      .update(attempts)
      .set({ undoneAt: now })
      .where(and(eq(attempts.id, attemptId), isNull(attempts.undoneAt)))
      .returning({ id: attempts.id });
    const after = await assignmentById(tx, ctx.scope, row.assignmentId);
    if (taken.length && after) {
      if (after.state === 'done' && after.logged < after.wanted) {
        await setAssignmentState(tx, ctx.scope, after.id, 'queued', null, now);
      }
      await insertEvent(tx, ctx.scope, 'attempt', row.assignmentId);
    }
    return { assignmentId: row.assignmentId, logged: after?.logged ?? 0 };
  });
}
