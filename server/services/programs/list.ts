import { programsFor } from '@/db/queries/programs';
import type { Context } from '../context';

/** Programs the actor can see, with their roles in each. */
export async function programsOf(ctx: Context) {
  const { personId, admin, tokenScopes, tokenProgramId } = ctx.actor;
  const rows = await programsFor(ctx.db, personId, admin || (tokenScopes !== null && tokenProgramId === null));
  return rows;
}
