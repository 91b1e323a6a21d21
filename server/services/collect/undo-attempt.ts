import { and, eq, isNull } from 'drizzle-orm';
import { assignmentById, lockedAssignment, setAssignmentState } from '@/db/queries/assignments';
import { deleteTrialOf } from '@/db/queries/evaluations';
import { insertEvent } from '@/db/queries/record';
import { attempts } from '@/db/schema/schedules';
import type { ClaimInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { claimAssignment } from './claim';

/**
 * Takes back an attempt; the row stays, marked, and where it was a trial of an evaluation its start is free again. Operators take back their own, leads any. Doing it twice changes
 * nothing more. An assignment that was done by it is open again, and its person's once more where they may claim it.
 */
export async function undoAttempt(
  ctx: ProgramContext,
  attemptId: string,
): Promise<{ assignmentId: number; logged: number }> {
  const { reopened, ...undone } = await markUndone(ctx, attemptId);
  if (reopened) await claimAgain(ctx, { ...reopened, assignmentId: undone.assignmentId });
  return undone;
}

function markUndone(ctx: ProgramContext, attemptId: string) {
  return ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const [row] = await tx
      .select({
        personId: attempts.personId,
        assignmentId: attempts.assignmentId,
        stationId: attempts.stationId,
        device: attempts.device,
      })
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
    const opens = taken.length > 0 && after?.state === 'done' && after.logged < after.wanted;
    if (opens) await setAssignmentState(tx, ctx.scope, row.assignmentId, 'queued', null, now);
    if (taken.length) await deleteTrialOf(tx, attemptId);
    if (taken.length) await insertEvent(tx, ctx.scope, 'attempt', row.assignmentId);
    const own = row.personId !== null && row.personId === ctx.actor.personId;
    return {
      assignmentId: row.assignmentId,
      logged: after?.logged ?? 0,
      reopened: opens && own ? { stationId: row.stationId, device: row.device } : null,
    };
  });
}

/** Whoever holds something else by now, or may not have it any more, leaves it in the queue. */
async function claimAgain(ctx: ProgramContext, input: ClaimInput): Promise<void> {
  await claimAssignment(ctx, input).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
  });
}
