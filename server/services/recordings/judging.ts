import { usedFailureModes } from '@/db/queries/attempts';
import { judgingQueue } from '@/db/queries/judging';
import { failureModeChoices } from '@/server/core/collect/usual-reasons';
import type { ProgramContext } from '../context';

/** What an annotator needs at hand: the episodes worth a verdict, best first, and the failure modes to choose from. */
export async function judging(ctx: ProgramContext, limit: number) {
  const [queue, modes] = [await judgingQueue(ctx.db, ctx.scope, limit), await usedFailureModes(ctx.db, ctx.scope)];
  return { ...queue, failureModes: failureModeChoices(modes) };
}
