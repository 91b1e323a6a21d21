import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { EpisodeKind, PickKind } from '@/server/core/collect/words';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { evaluations, panels } from '../schema/evaluations';
import { checkpoints } from '../schema/policies';
import { probePlans } from '../schema/rollout-plans';
import { assignments } from '../schema/schedules';

/** Rows in one insert. */
const CHUNK = 500;

/** How far the assignments of a plan or an evaluation are. */
export interface RolloutProgress {
  assignments: number;
  wanted: number;
  logged: number;
  /** Rollouts in the store; of an evaluation its trials. */
  confirmed: number;
  blocked: number;
}

const NOTHING: RolloutProgress = { assignments: 0, wanted: 0, logged: 0, confirmed: 0, blocked: 0 };

/** Progress of every plan of probe rollouts or of every evaluation of the program, by its id. */
export async function rolloutProgress(db: Db, scope: ProgramScope, of: 'probePlan' | 'evaluation') {
  const parent = of === 'probePlan' ? sql`a.probe_plan_id` : sql`a.evaluation_id`;
  const rows = await db.execute<RolloutProgress & { id: number } & Record<string, unknown>>(sql`
    select ${parent}::int as id, count(*)::int as assignments, sum(a.wanted)::int as wanted,
      sum(least(a.wanted, a.logged))::int as logged, count(*) filter (where a.state = 'blocked')::int as blocked,
      sum(case when a.kind = 'evaluation_trial' then a.logged else (
        select count(*)::int from episodes e join attempts t on t.id = e.attempt_id
        where t.assignment_id = a.id and t.episode_id is not null) end)::int as confirmed
    from assignments a where a.program_id = ${scope.programId} and ${parent} is not null
    group by 1`);
  const byId = new Map(rows.map(({ id, ...progress }) => [id, progress as RolloutProgress]));
  return (id: number) => byId.get(id) ?? NOTHING;
}

/** Plans of probe rollouts, newest first, with their checkpoint; one of them by its id. */
export async function probePlansOf(db: Db, scope: ProgramScope, id?: number) {
  return db
    .select({
      id: probePlans.id,
      checkpointId: probePlans.checkpointId,
      checkpointName: checkpoints.name,
      state: probePlans.state,
      request: probePlans.request,
      summary: probePlans.summary,
      configurationIds: probePlans.configurationIds,
      atRandom: probePlans.atRandom,
      createdAt: probePlans.createdAt,
      publishedAt: probePlans.publishedAt,
      /** The proposal that took its place; null for any other plan. */
      replacedBy: sql<
        number | null
      >`(select min(n.id)::int from probe_plans n where n.checkpoint_id = ${probePlans.checkpointId}
        and n.created_at = ${probePlans.withdrawnAt} and n.id > ${probePlans.id} and ${probePlans.publishedAt} is null)`,
    })
    .from(probePlans)
    .innerJoin(checkpoints, eq(checkpoints.id, probePlans.checkpointId))
    .where(and(eq(probePlans.programId, scope.programId), id === undefined ? undefined : eq(probePlans.id, id)))
    .orderBy(desc(probePlans.id));
}

/** Sets aside the proposals for a checkpoint that nobody published; another takes their place at the same moment. */
export async function replaceProposals(tx: Db, scope: ProgramScope, checkpointId: number, now: Date): Promise<void> {
  await tx
    .update(probePlans)
    .set({ state: 'withdrawn', withdrawnAt: now })
    .where(
      and(
        eq(probePlans.programId, scope.programId),
        eq(probePlans.checkpointId, checkpointId),
        eq(probePlans.state, 'proposed'),
      ),
    );
}

/** The evaluation of a checkpoint on a panel that is still worked off; undefined when there is none. Whoever asks waits for others who ask about this panel. */
export async function openEvaluation(tx: Db, scope: ProgramScope, checkpointId: number, panelId: number) {
  await tx.select({ id: panels.id }).from(panels).where(eq(panels.id, panelId)).for('update');
  const [row] = await tx.execute<{ id: number }>(sql`
    select v.id::int as id from evaluations v
    where v.program_id = ${scope.programId} and v.checkpoint_id = ${checkpointId} and v.panel_id = ${panelId}
      and v.withdrawn_at is null and v.planned_trials > (select count(*) from trials where evaluation_id = v.id)
    limit 1`);
  return row;
}

/** A planned evaluation of the program by its id with the names it goes by; undefined when it is not there. */
export async function plannedEvaluation(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select({
      id: evaluations.id,
      checkpointName: checkpoints.name,
      panelName: panels.name,
      planned: evaluations.plannedTrials,
      trials: sql<number>`(select count(*)::int from trials where evaluation_id = ${evaluations.id})`,
      withdrawnAt: evaluations.withdrawnAt,
    })
    .from(evaluations)
    .innerJoin(checkpoints, eq(checkpoints.id, evaluations.checkpointId))
    .innerJoin(panels, eq(panels.id, evaluations.panelId))
    .where(and(eq(evaluations.programId, scope.programId), eq(evaluations.id, id)));
  return row;
}

export interface NewRollouts {
  configurationId: number;
  wanted: number;
  drawn: PickKind | null;
}

/** Adds assignments that a policy drives behind the live ones of their kind, in the order given. */
export async function insertRollouts(
  tx: Db,
  scope: ProgramScope,
  rows: readonly NewRollouts[],
  {
    now,
    ...of
  }: { now: Date } & (
    | { kind: Extract<EpisodeKind, 'probe_rollout'>; probePlanId: number }
    | { kind: Extract<EpisodeKind, 'evaluation_trial'>; evaluationId: number }
  ),
): Promise<void> {
  const [{ next }] = await tx
    .select({ next: sql<number>`coalesce(max(${assignments.position}) + 1, 0)::int` })
    .from(assignments)
    .where(
      and(
        eq(assignments.programId, scope.programId),
        eq(assignments.kind, of.kind),
        isNull(assignments.withdrawnAt),
        sql`${assignments.state} <> 'done'`,
      ),
    );
  const values = rows.map((row, at) => ({
    programId: scope.programId,
    ...of,
    ...row,
    acceptFailures: true,
    position: next + at,
    createdAt: now,
    changedAt: now,
  }));
  for (let at = 0; at < values.length; at += CHUNK) await tx.insert(assignments).values(values.slice(at, at + CHUNK));
}

/** Takes what is not done of a plan or an evaluation out of the queue and ends the leases on it; what was logged stays. */
export async function withdrawRollouts(
  tx: Db,
  scope: ProgramScope,
  of: { probePlanId: number } | { evaluationId: number },
  now: Date,
): Promise<void> {
  const mine =
    'probePlanId' in of ? sql`a.probe_plan_id = ${of.probePlanId}` : sql`a.evaluation_id = ${of.evaluationId}`;
  const at = sql`${now.toISOString()}::timestamptz`;
  await tx.execute(sql`
    update assignments a set withdrawn_at = ${at}, changed_at = ${at},
      state = case when a.state in ('claimed', 'in_progress') then 'queued' else a.state end
    where a.program_id = ${scope.programId} and ${mine} and a.state <> 'done' and a.withdrawn_at is null`);
  await tx.execute(sql`
    update claims c set released_at = ${at}, release_reason = 'withdrawn' from assignments a
    where c.assignment_id = a.id and c.released_at is null and a.program_id = ${scope.programId} and ${mine}`);
}
