import { and, asc, eq, sql } from 'drizzle-orm';
import type { Arm } from '@/server/core/collect/words';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { panelStarts, panels } from '../schema/evaluations';
import { checkpoints } from '../schema/policies';

/** One evaluation with its derived counts and where its checkpoint stands. */
export type EvaluationRow = {
  id: number;
  checkpointId: number;
  checkpointName: string;
  panelId: number | null;
  panelName: string | null;
  runId: number | null;
  runName: string | null;
  arm: Arm | null;
  strategy: string | null;
  seed: number | null;
  /** Size of the training set; null when unknown. */
  demonstrations: number | null;
  successes: number;
  /** Trials with a known outcome. */
  trials: number;
  /** True for bare counts without trials. */
  aggregate: boolean;
  createdAt: Date;
};

/** Every evaluation of the program by run and training-set size; one query. */
export async function evaluationsOf(db: Db, scope: ProgramScope): Promise<EvaluationRow[]> {
  const rows = await db.execute<Omit<EvaluationRow, 'createdAt'> & { createdAt: string }>(sql`
    select v.id::int as id, v.checkpoint_id::int as "checkpointId", c.name as "checkpointName", v.panel_id::int as "panelId",
      p.name as "panelName", r.id::int as "runId", r.name as "runName", r.arm, r.strategy, r.seed, s.size as demonstrations,
      coalesce(v.aggregate_successes, t.successes, 0) as successes, coalesce(v.aggregate_trials, t.trials, 0) as trials,
      v.aggregate_trials is not null as aggregate, v.created_at as "createdAt"
    from evaluations v
    join checkpoints c on c.id = v.checkpoint_id
    left join panels p on p.id = v.panel_id
    left join runs r on r.id = c.run_id
    left join training_sets s on s.id = c.training_set_id
    left join (
      select evaluation_id, count(*) filter (where outcome = 'success')::int as successes,
        count(*) filter (where outcome <> 'unknown')::int as trials
      from trials group by evaluation_id) t on t.evaluation_id = v.id
    where v.program_id = ${scope.programId}
    order by r.arm, r.seed, s.size, v.id`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** Failures by mode and training-set size over evaluations of the arm; trials without a mode count as "not named". */
export async function failureModesOf(db: Db, scope: ProgramScope, panelId: number) {
  const rows = await db.execute<{ arm: Arm; demonstrations: number; mode: string; failures: number }>(sql`
    select r.arm, s.size as demonstrations, coalesce(t.failure_mode, 'not named') as mode, count(*)::int as failures
    from trials t join evaluations v on v.id = t.evaluation_id
    join checkpoints c on c.id = v.checkpoint_id join runs r on r.id = c.run_id
    join training_sets s on s.id = c.training_set_id
    where v.program_id = ${scope.programId} and v.panel_id = ${panelId} and t.outcome = 'failure'
    group by r.arm, s.size, coalesce(t.failure_mode, 'not named') order by r.arm, s.size, failures desc`);
  return [...rows];
}

export async function panelByName(db: Db, scope: ProgramScope, name: string) {
  const [row] = await db
    .select()
    .from(panels)
    .where(and(eq(panels.programId, scope.programId), eq(panels.name, name)));
  return row;
}

/** Starts of a panel in their order. The panel must be of the program. */
export async function startsOf(db: Db, panelId: number) {
  return db.select().from(panelStarts).where(eq(panelStarts.panelId, panelId)).orderBy(asc(panelStarts.position));
}

/** Panels of the program with their number of starts. */
export async function panelsOf(db: Db, scope: ProgramScope) {
  return db
    .select({
      id: panels.id,
      name: panels.name,
      createdAt: panels.createdAt,
      starts: sql<number>`count(${panelStarts.id})::int`,
    })
    .from(panels)
    .leftJoin(panelStarts, eq(panelStarts.panelId, panels.id))
    .where(eq(panels.programId, scope.programId))
    .groupBy(panels.id)
    .orderBy(asc(panels.id));
}

export async function checkpointByName(db: Db, scope: ProgramScope, name: string) {
  const [row] = await db
    .select()
    .from(checkpoints)
    .where(and(eq(checkpoints.programId, scope.programId), eq(checkpoints.name, name)));
  return row;
}
