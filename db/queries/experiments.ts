import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { panels } from '../schema/evaluations';
import { experiments, type labState } from '../schema/experiments';
import { runs, trainingSetCounts } from '../schema/policies';

type LabState = (typeof labState.enumValues)[number];

/** Experiments of the program, newest first, with the name of their panel. */
export async function experimentsOf(db: Db, scope: ProgramScope) {
  return db
    .select({
      id: experiments.id,
      plan: experiments.plan,
      panelId: experiments.panelId,
      panelName: panels.name,
      state: experiments.state,
      armsTotal: experiments.armsTotal,
      armsDone: experiments.armsDone,
      armsRun: experiments.armsRun,
      runMs: experiments.runMs,
      error: experiments.error,
      createdAt: experiments.createdAt,
      startedAt: experiments.startedAt,
      finishedAt: experiments.finishedAt,
    })
    .from(experiments)
    .innerJoin(panels, eq(panels.id, experiments.panelId))
    .where(eq(experiments.programId, scope.programId))
    .orderBy(desc(experiments.id));
}

export async function experimentById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select()
    .from(experiments)
    .where(and(eq(experiments.programId, scope.programId), eq(experiments.id, id)));
  return row;
}

/** Changes an experiment that is in one of the states `from`; whether it was. */
export async function changeExperiment(
  tx: Db,
  scope: ProgramScope,
  id: number,
  from: readonly LabState[],
  change: Partial<typeof experiments.$inferInsert>,
): Promise<boolean> {
  const rows = await tx
    .update(experiments)
    .set(change)
    .where(and(eq(experiments.programId, scope.programId), eq(experiments.id, id), inArray(experiments.state, from)))
    .returning({ id: experiments.id });
  return rows.length > 0;
}

/** Names of the runs with at least this many checkpoints that were evaluated on the panel. */
export async function evaluatedRuns(db: Db, scope: ProgramScope, panelId: number, trainings: number) {
  const rows = await db.execute<{ name: string }>(sql`
    select r.name from runs r
    join checkpoints c on c.run_id = r.id
    join evaluations v on v.checkpoint_id = c.id and v.panel_id = ${panelId}
    where r.program_id = ${scope.programId}
    group by r.id having count(distinct c.id) >= ${trainings}`);
  return new Set(rows.map((row) => row.name));
}

/** The run of that name, opened when there is none. Returns its id. */
export async function runNamed(tx: Db, scope: ProgramScope, run: Omit<typeof runs.$inferInsert, 'programId'>) {
  await tx
    .insert(runs)
    .values({ programId: scope.programId, ...run })
    .onConflictDoNothing();
  const [row] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.programId, scope.programId), eq(runs.name, run.name)));
  return row.id;
}

/** Notes how often each configuration is in a training set whose recordings are not in the store. */
export async function insertTrainingSetCounts(
  tx: Db,
  trainingSetId: number,
  counts: readonly { configurationId: number; demonstrations: number }[],
): Promise<void> {
  if (counts.length > 0) await tx.insert(trainingSetCounts).values(counts.map((row) => ({ trainingSetId, ...row })));
}
