import { insertPart, lockedAssignment, setAssignmentState, setSplit } from '@/db/queries/assignments';
import { endClaim } from '@/db/queries/claims';
import { insertAudit, insertEvent } from '@/db/queries/record';
import type { SplitInput } from '@/server/core/collect/schema';
import { evenParts } from '@/server/core/collect/split';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';
import { remakePlan } from '../days/remake-plan';

/**
 * Splits an assignment into parts for several operators; what was logged and whoever holds it stay with the first part,
 * which may be done by that. The starts of a panel are dealt to the parts, each tried once. With `distinct` nobody may
 * claim a second part. Throws DomainError conflict when it is done, invalid when it is too small.
 */
export async function splitAssignment(ctx: ProgramContext, input: SplitInput): Promise<{ parts: number[] }> {
  const answer = await ctx.db.transaction(async (tx) => {
    const row = await lockedAssignment(tx, ctx.scope, input.assignmentId);
    if (!row) throw new DomainError('not_found', 'There is no such assignment in this program.');
    if (row.state === 'done') throw new DomainError('conflict', 'This assignment is done already.');
    const parts = evenParts(row.wanted, input.operators, row.logged);
    if (!parts)
      throw new DomainError(
        'invalid',
        `${row.wanted} recordings, ${row.logged} of them logged, are too few for ${input.operators} operators.`,
      );
    const split = { splitId: row.splitId ?? row.id, distinctOperators: input.distinct };
    await setSplit(tx, ctx.scope, row.id, { ...split, wanted: parts[0] });
    if (row.logged >= parts[0]) {
      const now = ctx.clock.now();
      await setAssignmentState(tx, ctx.scope, row.id, 'done', null, now);
      await endClaim(tx, ctx.scope, row.id, 'done', now);
    }
    for (const wanted of parts.slice(1)) await insertPart(tx, ctx.scope, row.id, { ...split, wanted });
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'collect.split',
      subject: String(row.id),
      details: { parts, distinct: input.distinct },
    });
    await insertEvent(tx, ctx.scope, 'assignment', row.id);
    return { parts };
  });
  await remakePlan(ctx);
  return answer;
}
