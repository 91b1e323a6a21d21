import { programOf, standingCapChoices } from '@/db/queries/programs';
import { standingCaps } from '@/server/core/schedule/default-caps';
import { feasibility } from '@/server/core/schedule/feasibility';
import { infeasibleSentence } from '@/server/core/schedule/infeasible-sentence';
import type { ProgramContext } from '../context';
import { candidatesOf } from './candidates';

/** Whether a batch fits under the program's caps; otherwise the certificate and its sentence. Nothing is written. */
export async function checkBatch(ctx: ProgramContext, demonstrations: number) {
  const [program, choices] = await Promise.all([programOf(ctx.db, ctx.scope), standingCapChoices(ctx.db, ctx.scope)]);
  const { pool, heldBack } = await candidatesOf(ctx, program.settings, null, demonstrations);
  const caps = standingCaps(
    pool.factors.map((factor) => factor.key),
    choices,
  );
  const found = feasibility(pool, demonstrations, caps, program.blockSize);
  return {
    caps,
    heldBack,
    feasible: found.feasible,
    certificate: found.feasible ? null : found,
    sentence: found.feasible ? null : infeasibleSentence(found),
  };
}
