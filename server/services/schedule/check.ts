import { infeasibleSentence } from '@/server/core/schedule/certificate';
import { checkLimits } from '@/server/core/schedule/check-limits';
import { standingCaps } from '@/server/core/schedule/default-caps';
import { MAX_BATCH } from '@/server/core/schedule/feasibility';
import { factorNames } from '@/server/core/schedule/pool';
import { Limits } from '@/server/core/schedule/schema';
import type { ProgramContext } from '../context';
import { candidatesOf } from './candidates';
import { readinessOf } from './readiness';
import { undonePins } from './undone';

/** Whether a batch fits under the program's caps and these limits, otherwise the certificate and its sentence; and what to know before asking. Nothing is written. */
export async function checkBatch(ctx: ProgramContext, demonstrations: number, limits: Limits = Limits.parse({})) {
  const { program, choices, cost, stale, bootstrap, scoring } = await readinessOf(ctx);
  const candidates = await candidatesOf(ctx, program.settings.unknownAllowed.demonstrations, null, MAX_BATCH);
  const { pool, heldBack } = candidates;
  const caps = standingCaps(
    pool.factors.map((factor) => factor.key),
    choices,
  );
  checkLimits(pool, limits);
  const found = await ctx.planner.judge({ pool, demonstrations, caps, limits, blockSize: program.blockSize });
  const undone = await undonePins(ctx, candidates);
  return {
    caps,
    heldBack,
    feasible: found.feasible,
    certificate: found.feasible ? null : found,
    sentence: found.feasible ? null : infeasibleSentence(found, factorNames(pool.factors)),
    stale,
    bootstrap,
    scored: scoring ? { checkpointName: scoring.checkpointName } : null,
    undone: { demonstrations: undone.demonstrations, notSchedulable: undone.notSchedulable },
    costMinor: cost ? cost.perDemonstrationMinor * demonstrations + cost.perRoundMinor : null,
  };
}
