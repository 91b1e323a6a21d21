import { scheduleById } from '@/db/queries/schedules';
import { DomainError } from '@/server/core/errors';
import { canonicalJson } from '@/server/core/schedule/canonical';
import { unpackInputs } from '@/server/core/schedule/replay-inputs';
import type { ProgramContext } from '../context';

/** Decides a stored schedule again from its recorded inputs and says whether the bytes are the same. */
export async function replaySchedule(ctx: ProgramContext, scheduleId: number) {
  const stored = await scheduleById(ctx.db, ctx.scope, scheduleId);
  if (!stored) throw new DomainError('not_found', `There is no schedule ${scheduleId} in this program.`);
  const proposal = await ctx.planner.decide(unpackInputs(await ctx.artifacts.get(stored.inputHash)));
  const outputHash = ctx.secrets.sha256(canonicalJson(proposal));
  return { identical: outputHash === stored.outputHash, storedHash: stored.outputHash, replayedHash: outputHash };
}
