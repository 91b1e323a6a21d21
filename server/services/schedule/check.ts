import { standingCaps } from '@/server/core/schedule/default-caps';
import { feasibility } from '@/server/core/schedule/feasibility';
import { infeasibleSentence } from '@/server/core/schedule/infeasible-sentence';
import type { ProgramContext } from '../context';
import { candidatesOf } from './candidates';
import { readinessOf } from './readiness';
import { undonePins } from './undone';

/** Whether a batch fits under the program's caps, otherwise the certificate and its sentence; and what to know before asking. Nothing is written. */
export async function checkBatch(ctx: ProgramContext, demonstrations: number) {
  const { program, choices, cost, stale, bootstrap, scoring } = await readinessOf(ctx);
  const candidates = await candidatesOf(ctx, program.settings, null, demonstrations);
  const { pool, heldBack } = candidates;
  const caps = standingCaps(
    pool.factors.map((factor) => factor.key),
    choices,
  );
  const found = feasibility(pool, demonstrations, caps, program.blockSize);
  const undone = await undonePins(ctx, candidates);
  return {
    caps,
    heldBack,
    feasible: found.feasible,
    certificate: found.feasible ? null : found,
    sentence: found.feasible ? null : infeasibleSentence(found),
    stale,
    bootstrap,
    scored: scoring ? { checkpointName: scoring.checkpointName } : null,
    undone: { demonstrations: undone.demonstrations, notSchedulable: undone.notSchedulable },
    costMinor: cost ? cost.perDemonstrationMinor * demonstrations + cost.perRoundMinor : null,
  };
}
