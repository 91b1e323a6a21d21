import { and, eq, ne, sql } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { levels } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { EditLevelInput } from '@/server/core/matrix/schema';
import { minuteOf } from '@/server/core/program/local-time';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/** Changes a level's name, instruction, set-up note, quantity, hours and deployment weight; its configurations and history stay. Throws conflict for a name the factor has already. */
export async function editLevel(ctx: ProgramContext, input: EditLevelInput): Promise<void> {
  const { levelId, name, instruction, setupNote, quantity, deploymentWeight } = input;
  const hours = input.hours && { from: minuteOf(input.hours.from), to: minuteOf(input.hours.to) };
  await ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(levels)
      .where(and(eq(levels.programId, ctx.scope.programId), eq(levels.id, levelId)));
    if (!before) throw new DomainError('not_found', 'There is no such level in this program.');
    const [twin] = await tx
      .select({ name: levels.name })
      .from(levels)
      .where(
        and(eq(levels.factorId, before.factorId), ne(levels.id, levelId), sql`lower(${levels.name}) = lower(${name})`),
      );
    if (twin) throw new DomainError('conflict', `This factor already has the level "${twin.name}".`);
    await tx
      .update(levels)
      .set({
        name,
        instruction,
        setupNote,
        quantity,
        ...(deploymentWeight !== undefined && { deploymentWeight }),
        ...(hours !== undefined && { hoursFrom: hours?.from ?? null, hoursTo: hours?.to ?? null }),
      })
      .where(eq(levels.id, levelId));
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.edit-level',
      subject: before.name,
      details: { name, instruction, setupNote, quantity, hours: input.hours, deploymentWeight },
    });
    await insertEvent(tx, ctx.scope, 'matrix');
  });
  await remakePlan(ctx);
}
