import { and, eq } from 'drizzle-orm';
import { type StoredAttempt, storeAttempt } from '@/db/queries/attempts';
import { rolesOf } from '@/db/queries/people';
import { attempts } from '@/db/schema/schedules';
import { isAccepted } from '@/server/core/collect/accepted';
import type { AttemptInput } from '@/server/core/collect/schema';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { cardShown } from './card-shown';

/**
 * Stores one attempt exactly once, whoever holds the lease by now: what was recorded is never refused because it came
 * late. Renews the actor's lease; the assignment is done when enough attempts were accepted.
 */
export async function logAttempt(ctx: ProgramContext, input: AttemptInput): Promise<StoredAttempt> {
  const [personId, card] = await Promise.all([recordedBy(ctx, input), cardShown(ctx, input)]);
  const accepted = { failuresToo: isAccepted(input.outcome, true), successesOnly: isAccepted(input.outcome, false) };
  const logged = await storeAttempt(ctx.db, ctx.scope, { ...input, personId, card, accepted }, ctx.clock.now());
  if (!logged)
    throw new DomainError(
      'not_found',
      'This assignment is not in this program any more. The attempt stays on your device.',
    );
  if (!logged.stored) await refuseTwin(ctx, input);
  return logged;
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
async function refuseTwin(ctx: ProgramContext, input: AttemptInput): Promise<void> {
  const [twin] = await ctx.db
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
