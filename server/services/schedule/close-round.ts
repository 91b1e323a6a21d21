import { and, eq, sql } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { openRoundOf } from '@/db/queries/schedules';
import { rounds } from '@/db/schema/schedules';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Closes the open round: leases end, what was logged stays, nothing more is claimed from its schedule. */
export async function closeRound(ctx: ProgramContext): Promise<{ number: number }> {
  return ctx.db.transaction(async (tx) => {
    const round = await openRoundOf(tx, ctx.scope);
    if (!round) throw new DomainError('conflict', 'No round is open. Ask for a proposal to open the next one.');
    const now = ctx.clock.now();
    await tx
      .update(rounds)
      .set({ state: 'closed', closedAt: now })
      .where(and(eq(rounds.id, round.id), eq(rounds.programId, ctx.scope.programId)));
    await tx.execute(sql`
      update claims set released_at = ${now.toISOString()}::timestamptz, release_reason = 'round closed'
      where program_id = ${ctx.scope.programId} and released_at is null
        and assignment_id in (select a.id from assignments a join schedules s on s.id = a.schedule_id where s.round_id = ${round.id})`);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'rounds.close',
      subject: String(round.number),
    });
    await insertEvent(tx, ctx.scope, 'schedule');
    return { number: round.number };
  });
}
