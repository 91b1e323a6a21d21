import { and, eq } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { scheduleById } from '@/db/queries/schedules';
import { schedules } from '@/db/schema/schedules';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** Sets a proposal aside; it stays in the history. Throws conflict for a schedule that is more than a proposal. */
export async function discardSchedule(ctx: ProgramContext, scheduleId: number): Promise<void> {
  const schedule = await scheduleById(ctx.db, ctx.scope, scheduleId);
  if (!schedule) throw new DomainError('not_found', `There is no schedule ${scheduleId} in this program.`);
  await ctx.db.transaction(async (tx) => {
    const discarded = await tx
      .update(schedules)
      .set({ state: 'discarded' })
      .where(and(eq(schedules.id, scheduleId), eq(schedules.state, 'proposed')))
      .returning({ id: schedules.id });
    if (discarded.length === 0) {
      throw new DomainError('conflict', `This schedule is ${schedule.state}; only a proposal can be discarded.`);
    }
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'schedules.discard',
      subject: String(scheduleId),
    });
    await insertEvent(tx, ctx.scope, 'schedule', scheduleId);
  });
}
