import { and, desc, eq, inArray } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { Db } from '../client';
import { checkpoints, scoringRuns } from '../schema/policies';

/** Scoring runs with their checkpoint's name, newest first. */
export async function scoringRunsOf(db: Db, scope: ProgramScope, limit: number) {
  return db
    .select({
      id: scoringRuns.id,
      checkpointId: scoringRuns.checkpointId,
      checkpointName: checkpoints.name,
      form: scoringRuns.form,
      state: scoringRuns.state,
      episodesTotal: scoringRuns.episodesTotal,
      framesTotal: scoringRuns.framesTotal,
      framesDone: scoringRuns.framesDone,
      threshold: scoringRuns.threshold,
      createdAt: scoringRuns.createdAt,
      finishedAt: scoringRuns.finishedAt,
    })
    .from(scoringRuns)
    .innerJoin(checkpoints, eq(checkpoints.id, scoringRuns.checkpointId))
    .where(eq(scoringRuns.programId, scope.programId))
    .orderBy(desc(scoringRuns.id))
    .limit(limit);
}

/** One scoring run of the program, its form completed where it was stored before a choice existed; undefined when it is not there. */
export async function scoringRunById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select()
    .from(scoringRuns)
    .where(and(eq(scoringRuns.programId, scope.programId), eq(scoringRuns.id, id)));
  return row && { ...row, form: ScoringForm.parse(row.form) };
}

/** Scoring runs that wait or go on. */
export async function liveScoringRuns(db: Db, scope: ProgramScope) {
  return db
    .select({ id: scoringRuns.id, checkpointId: scoringRuns.checkpointId })
    .from(scoringRuns)
    .where(and(eq(scoringRuns.programId, scope.programId), inArray(scoringRuns.state, ['queued', 'running'])));
}

export type ScoringState = (typeof scoringRuns.$inferSelect)['state'];

/** Changes a scoring run that is in one of the states `from`; false when it is not (any more). */
export async function changeScoringRun(
  tx: Db,
  scope: ProgramScope,
  id: number,
  from: ScoringState[],
  change: Partial<typeof scoringRuns.$inferInsert>,
): Promise<boolean> {
  const rows = await tx
    .update(scoringRuns)
    .set(change)
    .where(and(eq(scoringRuns.programId, scope.programId), eq(scoringRuns.id, id), inArray(scoringRuns.state, from)))
    .returning({ id: scoringRuns.id });
  return rows.length > 0;
}
