import { applyExclusions, exclusionsOf } from '@/db/queries/matrix';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { exclusions } from '@/db/schema/matrix';
import { DomainError } from '@/server/core/errors';
import type { ExclusionInput } from '@/server/core/matrix/schema';
import type { ProgramContext } from '../context';
import { overConfigurations } from './chunks';
import { levelIdsOf } from './patterns';

/** Takes every configuration with these levels out of the matrix; what was recorded there stays. `removed` counts those no other exclusion had removed. */
export async function addExclusion(
  ctx: ProgramContext,
  input: ExclusionInput,
): Promise<{ id: number; removed: number }> {
  const levelIds = await levelIdsOf(ctx, input.levels);
  const twin = (await exclusionsOf(ctx.db, ctx.scope)).find((row) => row.levelIds.join() === levelIds.join());
  if (twin) throw new DomainError('conflict', `This combination is excluded already: ${twin.reason}.`);
  const [exclusion] = await ctx.db.transaction(async (tx) => {
    await insertAudit(tx, ctx.scope.programId, { actor: ctx.actor, action: 'matrix.exclude', details: { ...input } });
    return tx
      .insert(exclusions)
      .values({ programId: ctx.scope.programId, levelIds, reason: input.reason, createdBy: ctx.actor.personId })
      .returning({ id: exclusions.id });
  });
  const removed = await overConfigurations(ctx, (after, upTo) => applyExclusions(ctx.db, ctx.scope, after, upTo));
  await ctx.db.transaction((tx) => insertEvent(tx, ctx.scope, 'matrix'));
  return { id: exclusion.id, removed };
}
