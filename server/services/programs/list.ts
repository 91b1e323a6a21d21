import { programsFor } from '@/db/queries/programs';
import type { Context } from '../context';

/** Programs the actor can see, with their roles in each; a token sees the one it is bound to, or all. */
export async function programsOf(ctx: Context) {
  const { personId, admin, tokenScopes, tokenProgramId } = ctx.actor;
  return programsFor(ctx.db, personId, admin || tokenScopes !== null, tokenProgramId);
}
