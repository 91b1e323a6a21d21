import { costOn, programOf, standingCapChoices } from '@/db/queries/programs';
import { confirmedSince, currentCheckpoint, latestScoring } from '@/db/queries/schedules';
import { DomainError } from '@/server/core/errors';
import { staleReason } from '@/server/core/schedule/staleness';
import type { ProgramContext } from '../context';

/** What a proposal stands on, before the matrix is read: program, caps, cost, scores, whether they are stale and trusted. */
export async function readinessOf(ctx: ProgramContext, scoringRunId?: number) {
  const now = ctx.clock.now();
  const [program, choices, cost, scoring, current] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    standingCapChoices(ctx.db, ctx.scope),
    costOn(ctx.db, ctx.scope, now.toISOString().slice(0, 10)),
    latestScoring(ctx.db, ctx.scope, scoringRunId),
    currentCheckpoint(ctx.db, ctx.scope),
  ]);
  if (scoringRunId !== undefined && !scoring) {
    throw new DomainError('not_found', `There is no finished scoring run ${scoringRunId} in this program.`);
  }
  const trainingSetSize = scoring?.trainingSetSize ?? current?.trainingSetSize ?? 0;
  const below = program.settings.bootstrapBelow;
  const stale =
    scoring &&
    staleReason({
      scoredCheckpointId: scoring.checkpointId,
      currentCheckpointId: current?.id ?? null,
      confirmedSince: await confirmedSince(ctx.db, ctx.scope, scoring.startedAt ?? new Date(0)),
      trainingSetSize,
    });
  return {
    now,
    program,
    choices,
    cost,
    scoring,
    trainingSetSize,
    stale: stale ?? null,
    bootstrap: trainingSetSize < below ? { trainingSetSize, below } : null,
  };
}
