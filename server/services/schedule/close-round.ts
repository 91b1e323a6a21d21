import { and, eq } from 'drizzle-orm';
import { releaseClaimsOf } from '@/db/queries/claims';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { openRoundOf } from '@/db/queries/schedules';
import { rounds } from '@/db/schema/schedules';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/** Closes the open round: leases end, what was logged stays, nothing more is claimed from its schedule. */
export async function closeRound(ctx: ProgramContext): Promise<{ number: number }> {
  const closed = await ctx.db.transaction(async (tx) => {
    const round = await openRoundOf(tx, ctx.scope);
    if (!round) throw new DomainError('conflict', 'No round is open. Ask for a proposal to open the next one.');
    const now = ctx.clock.now();
    await tx
      .update(rounds)
      .set({ state: 'closed', closedAt: now })
      .where(and(eq(rounds.id, round.id), eq(rounds.programId, ctx.scope.programId)));
    await releaseClaimsOf(tx, ctx.scope, round.id, 'round closed', now);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'rounds.close',
      subject: String(round.number),
    });
    await insertEvent(tx, ctx.scope, 'schedule');
    return { number: round.number };
  });
  await remakePlan(ctx);
  return closed;
}
