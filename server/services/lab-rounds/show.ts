import { lastLabRound } from '@/db/queries/lab-rounds';
import type { ProgramContext } from '../context';

/** Whether the lab can work a round off, why not, and how far it is with the last one it was asked for. */
export async function showLabRound(ctx: ProgramContext) {
  const [why, last] = await Promise.all([ctx.lab.whyNoRound(ctx.scope.slug), lastLabRound(ctx.db, ctx.scope)]);
  if (!last) return { why, last: null };
  const { programId: _, startedBy: __, ...shown } = last;
  return { why, last: shown };
}
