import { picksOf, scheduleById } from '@/db/queries/schedules';
import { DomainError } from '@/server/core/errors';
import { canonicalJson } from '@/server/core/schedule/canonical';
import { addedSince, replayDifferences } from '@/server/core/schedule/replay-difference';
import { unpackInputs } from '@/server/core/schedule/replay-inputs';
import type { ProgramContext } from '../context';

/** Differences that are listed; the rest is counted. */
const LISTED = 20;

/**
 * Decides a stored schedule again from its recorded inputs: whether the bytes are the same, whether the decision is but its
 * record lacks what was not kept then, and what else differs.
 */
export async function replaySchedule(ctx: ProgramContext, scheduleId: number) {
  const stored = await scheduleById(ctx.db, ctx.scope, scheduleId);
  if (!stored) throw new DomainError('not_found', `There is no schedule ${scheduleId} in this program.`);
  const [picks, proposal] = await Promise.all([
    picksOf(ctx.db, ctx.scope, scheduleId),
    ctx.artifacts.get(stored.inputHash).then((bytes) => ctx.planner.decide(unpackInputs(bytes))),
  ]);
  const replayedHash = ctx.secrets.sha256(canonicalJson(proposal));
  const differences = replayDifferences({ picks, summary: stored.summary }, proposal);
  return {
    identical: replayedHash === stored.outputHash && differences.length === 0,
    storedHash: stored.outputHash,
    replayedHash,
    /** Fields that were not kept when this was stored, where that is all that differs; null where more does. */
    addedSince: addedSince(differences),
    differing: differences.length,
    differences: differences.slice(0, LISTED),
  };
}

/** What pages and machines see of a replay. */
export type Replay = Awaited<ReturnType<typeof replaySchedule>>;
