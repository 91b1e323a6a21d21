import { and, eq } from 'drizzle-orm';
import { endClaim, lockedAssignment, renewLease, setAssignmentState } from '@/db/queries/collect';
import { rolesOf } from '@/db/queries/people';
import { insertEvent } from '@/db/queries/record';
import { attempts } from '@/db/schema/schedules';
import { isAccepted } from '@/server/core/collect/accepted';
import type { AttemptInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { cardShown } from './card-shown';

export interface Logged {
  /** False when this attempt had been stored before. */
  stored: boolean;
  accepted: boolean;
  logged: number;
  wanted: number;
  done: boolean;
}

/**
 * Stores one attempt exactly once, whoever holds the lease by now: what was recorded is never refused because it came
 * late. Renews the actor's lease; the assignment is done when enough attempts were accepted.
 */
export async function logAttempt(ctx: ProgramContext, input: AttemptInput): Promise<Logged> {
  const [personId, card] = await Promise.all([recordedBy(ctx, input), cardShown(ctx, input)]);
  return ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const before = await lockedAssignment(tx, ctx.scope, input.assignmentId);
    if (!before)
      throw new DomainError(
        'not_found',
        'This assignment is not in this program any more. The attempt stays on your device.',
      );
    const accepted = isAccepted(input.outcome, before.acceptFailures);
    const inserted = await tx
      .insert(attempts)
      .values({
        id: input.id,
        programId: ctx.scope.programId,
        assignmentId: input.assignmentId,
        personId,
        stationId: input.stationId,
        device: input.device,
        sequence: input.sequence,
        outcome: input.outcome,
        failureMode: input.failureMode ?? null,
        accepted,
        durationMs: input.durationMs ?? null,
        resetMs: input.resetMs ?? null,
        pauseMs: input.pauseMs ?? null,
        timedBy: input.timedBy ?? null,
        startedAt: input.startedAt ?? null,
        clockOffsetMs: input.clockOffsetMs ?? null,
        card,
        receivedAt: now,
        recordedAs: input.recordedAs ?? null,
      })
      .onConflictDoNothing()
      .returning({ id: attempts.id });
    if (!inserted.length) await refuseTwin(tx, ctx, input);
    const logged = before.logged + (inserted.length && accepted ? 1 : 0);
    const done = logged >= before.wanted;
    if (inserted.length) {
      const { assignmentId } = input;
      const held = before.claimedBy !== null;
      const state = done ? 'done' : held ? 'in_progress' : before.state;
      await Promise.all([
        done && endClaim(tx, ctx.scope, assignmentId, 'done', now),
        state !== before.state && setAssignmentState(tx, ctx.scope, assignmentId, state, null, now),
        !done && held && before.claimedBy === personId && renewLease(tx, ctx.scope, assignmentId, now),
        insertEvent(tx, ctx.scope, 'attempt', assignmentId),
      ]);
    }
    return { stored: inserted.length > 0, accepted, logged, wanted: before.wanted, done };
  });
}

/** Whose attempt it is: the person's who acts, or the one a recorder names. */
async function recordedBy(ctx: ProgramContext, { operatorId }: AttemptInput): Promise<number | null> {
  if (operatorId === undefined || operatorId === ctx.actor.personId) return ctx.actor.personId;
  if (ctx.actor.tokenId === null) throw new DomainError('forbidden', 'People log their own recordings only.');
  if ((await rolesOf(ctx.db, operatorId, ctx.scope.programId)).length === 0)
    throw new DomainError('not_found', 'This operator has no role in the program. The attempt stays on your device.');
  return operatorId;
}

/** An id that is already taken by another recording is a fault of the device; swallowing it would lose an attempt. */
async function refuseTwin(tx: ProgramContext['db'], ctx: ProgramContext, input: AttemptInput): Promise<void> {
  const [twin] = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .where(
      and(
        eq(attempts.id, input.id),
        eq(attempts.programId, ctx.scope.programId),
        eq(attempts.assignmentId, input.assignmentId),
      ),
    );
  if (!twin)
    throw new DomainError(
      'conflict',
      'Another recording already has this attempt id. Nothing was stored; log the attempt again.',
    );
}
