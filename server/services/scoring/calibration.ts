import { reserveRollouts } from '@/db/queries/scores';
import { scoringRunById } from '@/db/queries/scoring-runs';
import { DomainError } from '@/server/core/errors';
import { type Calibration, calibrate } from '@/server/core/uncertainty/calibrate';
import type { ProgramContext } from '../context';

/**
 * How far the scores of a run can be trusted, on the judged rollouts of the random reserve that its policy drove (or
 * whose policy is not known). Null while there are none. Throws DomainError not_found.
 */
export async function calibrationOf(ctx: ProgramContext, scoringRunId: number): Promise<Calibration | null> {
  const run = await scoringRunById(ctx.db, ctx.scope, scoringRunId);
  if (!run) throw new DomainError('not_found', `There is no scoring run ${scoringRunId} in this program.`);
  const rows = await reserveRollouts(ctx.db, ctx.scope, run);
  const rollouts = rows.flatMap(({ configurationId, outcome, firstStep, ...row }) => {
    const score = row[run.form.statistic];
    if (score === null || firstStep === null || outcome === 'unknown') return [];
    return [{ configurationId, score, first: firstStep, failed: outcome === 'failure' }];
  });
  return calibrate(rollouts, `calibration/${scoringRunId}`);
}
