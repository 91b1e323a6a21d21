import { and, asc, eq, sql } from 'drizzle-orm';
import type { Arm } from '@/server/core/collect/words';
import type { NotRandom } from '@/server/core/evaluation/efficiency';
import type { ProgramScope } from '@/server/core/program/scope';
import type { EvaluationState } from '@/server/core/rollouts/schema';
import type { Db } from '../client';
import { evaluations, panelStarts, panels, trials } from '../schema/evaluations';
import { checkpoints } from '../schema/policies';
import { CONFIRMED_E, OUTCOME_OF_E } from './recordings';

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
  /** Training set of the checkpoint; null when unknown. */
  trainingSetId: number | null;
  /** Its size. */
  demonstrations: number | null;
  /** Hash of its episodes; null when only the size was declared. */
  collection: string | null;
  successes: number;
  /** Trials with a known outcome. */
  trials: number;
  /** True for bare counts without trials. */
  aggregate: boolean;
  /** Why its run is not taken for the random arm it is said to be of. */
  notRandom: NotRandom | null;
  /** Trials it is to have, where it is worked off as assignments; null where all came at once. */
  planned: number | null;
  state: EvaluationState;
  createdAt: Date;
};

/** Whether evaluation `v` has all the trials it was planned with; before that, and once withdrawn, it proves nothing. */
export const IS_COMPLETE_V = sql`(v.withdrawn_at is null and (v.planned_trials is null
  or (select count(*) from trials where evaluation_id = v.id) >= v.planned_trials))`;

/**
 * Why run `r` with training set `s` of program `pr` is not taken for the random arm it is said to be of, as `NotRandom`:
 * where nothing is simulated, that takes a list of episodes that were all picked at random.
 */
const NOT_RANDOM = sql`(case when r.arm = 'random' and pr.simulation is null then (
  select case when count(*) = 0 then 'unlisted' when bool_or(e.pick_kind is distinct from 'random') then 'subset' end
  from training_set_episodes te join episodes e on e.id = te.episode_id where te.training_set_id = s.id) end)`;

/** Every complete evaluation of the program by run and training-set size, with `all` the unfinished ones too; one query. */
export async function evaluationsOf(db: Db, scope: ProgramScope, all = false): Promise<EvaluationRow[]> {
  const rows = await db.execute<Omit<EvaluationRow, 'createdAt'> & { createdAt: string }>(sql`
    select v.id::int as id, v.checkpoint_id::int as "checkpointId", c.name as "checkpointName", v.panel_id::int as "panelId",
      p.name as "panelName", r.id::int as "runId", r.name as "runName", r.arm, r.strategy, r.seed, s.id::int as "trainingSetId", s.size as demonstrations,
      s.hash as collection, coalesce(v.aggregate_successes, t.successes, 0) as successes, coalesce(v.aggregate_trials, t.trials, 0) as trials,
      v.aggregate_trials is not null as aggregate,
      ${NOT_RANDOM} as "notRandom",
      v.planned_trials as planned,
      case when v.withdrawn_at is not null then 'withdrawn' when ${IS_COMPLETE_V} then 'complete' else 'open' end as state,
      v.created_at as "createdAt"
    from evaluations v
    join programs pr on pr.id = v.program_id
    join checkpoints c on c.id = v.checkpoint_id
    left join panels p on p.id = v.panel_id
    left join runs r on r.id = c.run_id
    left join training_sets s on s.id = c.training_set_id
    left join lateral (
      select count(*) filter (where outcome = 'success')::int as successes,
        count(*) filter (where outcome <> 'unknown')::int as trials
      from trials where evaluation_id = v.id) t on true
    where v.program_id = ${scope.programId} and (${all} or ${IS_COMPLETE_V})
    order by r.arm, r.seed, s.size, v.id`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** Known trials of complete evaluations and failures by mode per arm, strategy and training-set size on one panel; of the random arm what is taken for it. */
export async function failureModesOf(db: Db, scope: ProgramScope, panelId: number) {
  const rows = await db.execute<{
    arm: Arm;
    strategy: string;
    demonstrations: number;
    outcome: 'success' | 'failure';
    mode: string | null;
    count: number;
  }>(sql`
    select r.arm, r.strategy, s.size as demonstrations, t.outcome::text as outcome, t.failure_mode as mode, count(*)::int as count
    from trials t join evaluations v on v.id = t.evaluation_id
    join checkpoints c on c.id = v.checkpoint_id join runs r on r.id = c.run_id
    join training_sets s on s.id = c.training_set_id join programs pr on pr.id = v.program_id
    where v.program_id = ${scope.programId} and v.panel_id = ${panelId} and t.outcome <> 'unknown' and ${IS_COMPLETE_V}
      and ${NOT_RANDOM} is null
    group by r.arm, r.strategy, s.size, t.outcome, t.failure_mode order by r.arm, s.size`);
  return [...rows];
}

/**
 * Levels swapped between successive recordings of each training set, in the order they were stored, or as counted where
 * they are not in the store; sets with neither are not in it.
 */
export async function changeoversOfTrainingSets(db: Db, scope: ProgramScope): Promise<Map<number, number>> {
  const rows = await db.execute<{ id: number; swapped: number }>(sql`
    with recorded as (
      select te.training_set_id as id, c.level_ids as here,
        lag(c.level_ids) over (partition by te.training_set_id order by e.id) as before
      from training_set_episodes te
      join training_sets s on s.id = te.training_set_id and s.program_id = ${scope.programId}
      join episodes e on e.id = te.episode_id
      join configurations c on c.id = e.configuration_id)
    select id::int as id, coalesce(sum((
      select count(*) from unnest(here, before) as pair(a, b) where a <> b)), 0)::int as swapped
    from recorded group by id
    union all
    select id::int, changeovers from training_sets where program_id = ${scope.programId} and changeovers is not null`);
  return new Map(rows.map((row) => [row.id, row.swapped]));
}

/** Demonstrations of a training set by configuration, from its episodes or as counted; what has none is not in it. */
export async function demonstrationsByConfiguration(db: Db, scope: ProgramScope, trainingSetId: number) {
  const rows = await db.execute<{ id: number; demonstrations: number }>(sql`
    select e.configuration_id::int as id, count(*)::int as demonstrations
    from training_set_episodes te
    join training_sets s on s.id = te.training_set_id and s.program_id = ${scope.programId}
    join episodes e on e.id = te.episode_id
    where te.training_set_id = ${trainingSetId} and e.configuration_id is not null
    group by e.configuration_id
    union all
    select c.configuration_id::int, c.demonstrations
    from training_set_counts c
    join training_sets s on s.id = c.training_set_id and s.program_id = ${scope.programId}
    where c.training_set_id = ${trainingSetId}`);
  return new Map(rows.map((row) => [row.id, row.demonstrations]));
}

/** Scored probe rollouts of a scoring run with a known outcome; `reserve`: they, or their configuration in a schedule, were drawn at random. */
export async function judgedRollouts(db: Db, scope: ProgramScope, scoringRunId: number) {
  const rows = await db.execute<{
    configurationId: number;
    failed: boolean;
    whole: number | null;
    first: number | null;
    reserve: boolean;
  }>(sql`
    select * from (
      select sc.configuration_id::int as "configurationId", ${OUTCOME_OF_E} as outcome, sc.mean as whole, sc.first_step as first,
        ${OUTCOME_OF_E} = 'failure' as failed,
        coalesce(e.pick_kind = 'random', false) or exists (select 1 from picks p join schedules s on s.id = p.schedule_id
          where s.program_id = ${scope.programId} and s.state <> 'discarded' and p.kind = 'random'
            and p.configuration_id = sc.configuration_id) as reserve
      from scores sc join episodes e on e.id = sc.episode_id
      where sc.scoring_run_id = ${scoringRunId} and e.program_id = ${scope.programId} and sc.configuration_id is not null
    ) judged where outcome <> 'unknown'`);
  return [...rows];
}

/** Per published schedule and pick: what its score asked for and how much of it is logged and confirmed, oldest round first. */
export async function collectedPicks(db: Db, scope: ProgramScope) {
  const rows = await db.execute<{
    round: number;
    openedAt: string;
    strategyKind: string;
    score: number | null;
    spread: number | null;
    beta: number;
    planned: number;
    confirmed: number;
  }>(sql`
    select r.number as round, r.opened_at as "openedAt", p.kind as "strategyKind", p.score, p.spread,
      (s.request->>'beta')::float8 as beta, p.demonstrations as planned,
      (select count(*)::int from episodes e join attempts t on t.id = e.attempt_id join assignments a on a.id = t.assignment_id
        where a.pick_id = p.id and ${CONFIRMED_E}) as confirmed
    from picks p join schedules s on s.id = p.schedule_id and s.state = 'published'
    join rounds r on r.id = s.round_id
    where s.program_id = ${scope.programId}
    order by r.number, p.position`);
  return rows.map((row) => ({ ...row, openedAt: new Date(row.openedAt) }));
}

/** Time spent recording and time claimed, over finished claims of the program, in milliseconds. */
export async function operatorTime(db: Db, scope: ProgramScope) {
  const [row] = await db.execute<{ recordingMs: number; claimedMs: number; attempts: number }>(sql`
    select coalesce((select sum(t.duration_ms) from attempts t
        where t.program_id = ${scope.programId} and t.undone_at is null and t.duration_ms is not null), 0)::float8 as "recordingMs",
      coalesce((select sum(extract(epoch from (c.released_at - c.claimed_at)) * 1000) from claims c
        where c.program_id = ${scope.programId} and c.released_at is not null), 0)::float8 as "claimedMs",
      (select count(*)::int from attempts t where t.program_id = ${scope.programId} and t.undone_at is null
        and t.duration_ms is not null) as attempts`);
  return row;
}

const TRIALS_AT_ONCE = 1000;

/** Stores an evaluation with its trials and returns its id. */
export async function insertEvaluation(
  tx: Db,
  scope: ProgramScope,
  evaluation: Omit<typeof evaluations.$inferInsert, 'programId'>,
  ofTrials: readonly Omit<typeof trials.$inferInsert, 'evaluationId'>[],
): Promise<number> {
  const [{ id }] = await tx
    .insert(evaluations)
    .values({ programId: scope.programId, ...evaluation })
    .returning({ id: evaluations.id });
  for (let at = 0; at < ofTrials.length; at += TRIALS_AT_ONCE)
    await tx
      .insert(trials)
      .values(ofTrials.slice(at, at + TRIALS_AT_ONCE).map((trial) => ({ evaluationId: id, ...trial })));
  return id;
}

/** Takes the trial that an attempt was out of its evaluation; nothing for an attempt that was none. */
export async function deleteTrialOf(tx: Db, attemptId: string): Promise<void> {
  await tx.delete(trials).where(eq(trials.attemptId, attemptId));
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

/** Panels of the program with their number of starts, and how many of these state nothing but their number. */
export async function panelsOf(db: Db, scope: ProgramScope) {
  return db
    .select({
      id: panels.id,
      name: panels.name,
      createdAt: panels.createdAt,
      starts: sql<number>`count(${panelStarts.id})::int`,
      unstated: sql<number>`count(*) filter (where ${panelStarts.start} = '{}')::int`,
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
