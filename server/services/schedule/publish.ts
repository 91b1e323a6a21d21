import { and, eq, sql } from 'drizzle-orm';
import { releaseClaimsOf } from '@/db/queries/claims';
import { factorsOf } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { picksOf, scheduleById } from '@/db/queries/schedules';
import { assignments, rounds, schedules } from '@/db/schema/schedules';
import { DomainError } from '@/server/core/errors';
import { recordingOrder } from '@/server/core/schedule/recording-order';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/** Assignments in one insert. */
const CHUNK = 500;

/**
 * Publishes a proposal: its picks become assignments in a good order (high value first, few changeovers). An earlier
 * schedule of the round is superseded while nothing was logged on it; afterwards the round has to be closed first.
 */
export async function publishSchedule(ctx: ProgramContext, scheduleId: number): Promise<{ assignments: number }> {
  const schedule = await scheduleById(ctx.db, ctx.scope, scheduleId);
  if (!schedule) throw new DomainError('not_found', `There is no schedule ${scheduleId} in this program.`);
  if (schedule.state !== 'proposed') throw new DomainError('conflict', `This schedule is ${schedule.state} already.`);
  const [chosen, factors] = await Promise.all([picksOf(ctx.db, ctx.scope, scheduleId), factorsOf(ctx.db, ctx.scope)]);
  const { order } = recordingOrder(
    chosen,
    factors.map((factor) => factor.changeoverWeight),
    schedule.request.beta,
  );
  const now = ctx.clock.now();

  await ctx.db.transaction(async (tx) => {
    const [round] = await tx.select().from(rounds).where(eq(rounds.id, schedule.roundId)).for('update');
    if (round.state !== 'open')
      throw new DomainError('conflict', `Round ${round.number} is closed. Ask for a new proposal.`);
    const [{ logged }] = await tx.execute<{ logged: number }>(sql`
      select count(*)::int as logged from attempts t
      join assignments a on a.id = t.assignment_id join schedules s on s.id = a.schedule_id
      where s.round_id = ${round.id} and s.state = 'published' and t.undone_at is null`);
    if (logged > 0) {
      throw new DomainError(
        'conflict',
        `Round ${round.number} has a published schedule with ${logged} attempts logged. Close the round first; what is not done rolls into the next proposal.`,
      );
    }
    await releaseClaimsOf(tx, ctx.scope, round.id, 'superseded', now);
    await tx
      .update(schedules)
      .set({ state: 'superseded' })
      .where(and(eq(schedules.roundId, round.id), eq(schedules.state, 'published')));
    const published = await tx
      .update(schedules)
      .set({ state: 'published', publishedBy: ctx.actor.personId, publishedAt: now })
      .where(and(eq(schedules.id, scheduleId), eq(schedules.state, 'proposed')))
      .returning({ id: schedules.id });
    if (published.length === 0) throw new DomainError('conflict', 'Somebody published or discarded it meanwhile.');
    const values = order.map((index, position) => ({
      programId: ctx.scope.programId,
      scheduleId,
      pickId: chosen[index].id,
      kind: 'demonstration' as const,
      configurationId: chosen[index].configurationId,
      wanted: chosen[index].demonstrations,
      position,
      createdAt: now,
      changedAt: now,
    }));
    for (let at = 0; at < values.length; at += CHUNK) await tx.insert(assignments).values(values.slice(at, at + CHUNK));
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'schedules.publish',
      subject: String(scheduleId),
    });
    await insertEvent(tx, ctx.scope, 'schedule', scheduleId);
  });
  await remakePlan(ctx);
  return { assignments: chosen.length };
}
