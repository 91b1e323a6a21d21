import { and, eq } from 'drizzle-orm';
import { endClaim, extendLease, lockedAssignment, setAssignmentState } from '@/db/queries/collect';
import { rolesOf } from '@/db/queries/people';
import { programOf } from '@/db/queries/programs';
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
  const [program, personId, card] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    recordedBy(ctx, input),
    cardShown(ctx, input),
  ]);
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
      if (done) {
        await endClaim(tx, ctx.scope, input.assignmentId, 'done', now);
        await setAssignmentState(tx, ctx.scope, input.assignmentId, 'done', null, now);
      } else if (before.claimedBy !== null) {
        await setAssignmentState(tx, ctx.scope, input.assignmentId, 'in_progress', null, now);
        if (before.claimedBy === personId) {
          await extendLease(
            tx,
            ctx.scope,
            input.assignmentId,
            new Date(now.getTime() + program.settings.leaseMinutes * 60_000),
          );
        }
      }
      await insertEvent(tx, ctx.scope, 'attempt', input.assignmentId);
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
