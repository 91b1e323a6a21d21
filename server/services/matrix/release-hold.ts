import { and, eq, isNull } from 'drizzle-orm';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { holds } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { ReleaseHoldInput } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';

/** Lets a held configuration be scheduled again, with the lead's written reason. */
export async function releaseHold(ctx: ProgramContext, input: ReleaseHoldInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(holds)
      .set({ releasedAt: ctx.clock.now(), releasedBy: ctx.actor.personId, releaseReason: input.reason })
      .where(and(eq(holds.programId, ctx.scope.programId), eq(holds.id, input.holdId), isNull(holds.releasedAt)))
      .returning({ configurationId: holds.configurationId });
    if (!row) throw new DomainError('not_found', 'There is no such hold in force in this program.');
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'matrix.release-hold',
      subject: String(row.configurationId),
      details: { reason: input.reason },
    });
    await insertEvent(tx, ctx.scope, 'matrix');
  });
}
