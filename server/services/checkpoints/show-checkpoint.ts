import { checkpointsOf, membersOf } from '@/db/queries/checkpoints';
import { DomainError } from '@/server/core/errors';
import type { ProgramContext } from '../context';

/** A checkpoint of the program. Throws DomainError not_found, for one of another program too. */
export async function checkpointOf(ctx: ProgramContext, checkpointId: number) {
  const [row] = await checkpointsOf(ctx.db, ctx.scope, checkpointId);
  if (!row) throw new DomainError('not_found', `There is no checkpoint ${checkpointId} in this program.`);
  return row;
}

/** A checkpoint with its members and their cards. Throws DomainError not_found. */
export async function showCheckpoint(ctx: ProgramContext, checkpointId: number) {
  const { members: memberCount, ...row } = await checkpointOf(ctx, checkpointId);
  return { ...row, memberCount, members: await membersOf(ctx.db, ctx.scope, checkpointId) };
}
