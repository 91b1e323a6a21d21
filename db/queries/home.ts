import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { IS_COMPLETE_V } from './evaluations';
import { CONFIRMED_E } from './recordings';

/** How far the loop is, in figures. Counts of a round are demonstrations of its published schedule. */
export type LoopFigures = {
  configurations: number;
  demonstrations: number;
  rollouts: number;
  checkpoints: number;
  currentCheckpoint: string | null;
  scoringRunning: boolean;
  /** Probe rollouts that scoring would see and no finished scoring has seen: of the current checkpoint or of nobody knows which. */
  newRollouts: number;
  round: number | null;
  /** Newest proposal of the open round that nobody published or discarded. */
  proposal: number | null;
  published: number | null;
  /** The current checkpoint was registered after the published schedule. */
  trainedSince: boolean;
  wanted: number;
  logged: number;
  confirmed: number;
  /** Accepted attempts of the last 24 hours. */
  loggedLastDay: number;
  blocked: number;
  /** Complete evaluations of the current checkpoint. */
  evaluations: number;
  panels: number;
};

/** The figures of the lead's home, read in one statement. `now` ends the last day. */
export async function loopFigures(db: Db, scope: ProgramScope, now: Date): Promise<LoopFigures> {
  const id = scope.programId;
  const [row] = await db.execute<LoopFigures>(sql`
    with round as (select id, number from rounds where program_id = ${id} and state = 'open'),
    plan as (select s.id, s.published_at from schedules s join round r on r.id = s.round_id where s.program_id = ${id} and s.state = 'published'),
    policy as (select id, name, created_at from checkpoints where program_id = ${id} and is_current),
    scored as (select coalesce(started_at, created_at) as at from scoring_runs
      where program_id = ${id} and state = 'done' order by id desc limit 1),
    work as (
      select a.id, a.wanted, a.state, a.logged,
        (select count(*)::int from attempts t where t.assignment_id = a.id and t.accepted and t.undone_at is null
          and t.received_at > ${now.toISOString()}::timestamptz - interval '1 day') as recent,
        (select count(*)::int from episodes e join attempts t on t.id = e.attempt_id
          where t.assignment_id = a.id and ${CONFIRMED_E}) as confirmed
      from assignments a join plan p on p.id = a.schedule_id
      where a.program_id = ${id} and a.kind = 'demonstration')
    select
      (select count(*)::int from configurations where program_id = ${id} and exclusion_id is null) as configurations,
      (select count(*)::int from episodes e where e.program_id = ${id} and ${CONFIRMED_E}) as demonstrations,
      (select count(*)::int from episodes e where e.program_id = ${id} and e.kind = 'probe_rollout') as rollouts,
      (select count(*)::int from checkpoints where program_id = ${id}) as checkpoints,
      (select name from policy) as "currentCheckpoint",
      exists (select 1 from scoring_runs where program_id = ${id} and state in ('queued', 'running')) as "scoringRunning",
      (select count(*)::int from episodes e where e.program_id = ${id} and e.kind = 'probe_rollout'
        and (not exists (select from scored) or e.created_at > (select at from scored)
          and (e.checkpoint_id is null or e.checkpoint_id = (select id from policy)))) as "newRollouts",
      (select number from round) as round,
      (select max(s.id)::int from schedules s join round r on r.id = s.round_id
        where s.program_id = ${id} and s.state = 'proposed') as proposal,
      (select id::int from plan) as published,
      coalesce((select policy.created_at > plan.published_at from policy, plan), false) as "trainedSince",
      coalesce((select sum(wanted) from work), 0)::int as wanted,
      coalesce((select sum(least(logged, wanted)) from work), 0)::int as logged,
      coalesce((select sum(confirmed) from work), 0)::int as confirmed,
      coalesce((select sum(recent) from work), 0)::int as "loggedLastDay",
      (select count(*)::int from work where state = 'blocked') as blocked,
      (select count(*)::int from evaluations v join policy on policy.id = v.checkpoint_id
        where v.program_id = ${id} and ${IS_COMPLETE_V}) as evaluations,
      (select count(*)::int from panels where program_id = ${id}) as panels`);
  return row;
}

/** Blocked assignments of the published schedule with their reasons, in queue order. */
export async function blockedWork(db: Db, scope: ProgramScope, limit: number) {
  const rows = await db.execute<{ id: number; reason: string | null; levelIds: number[] }>(sql`
    select a.id::int as id, a.state_reason as reason, c.level_ids as "levelIds"
    from assignments a
    join configurations c on c.id = a.configuration_id
    join schedules s on s.id = a.schedule_id and s.state = 'published'
    join rounds r on r.id = s.round_id and r.state = 'open'
    where a.program_id = ${scope.programId} and a.state = 'blocked'
    order by a.position, a.id limit ${limit}`);
  return [...rows];
}

/** What an engineer brought in and what became of it: counts, and the newest imports and checkpoints. */
export async function engineFigures(db: Db, scope: ProgramScope, limit: number) {
  const id = scope.programId;
  const [[counts], imports, checkpoints] = await Promise.all([
    db.execute<{ episodes: number; checkpoints: number; tokens: number }>(sql`
      select (select count(*)::int from episodes where program_id = ${id}) as episodes,
        (select count(*)::int from checkpoints where program_id = ${id}) as checkpoints,
        (select count(*)::int from tokens where program_id = ${id} and revoked_at is null) as tokens`),
    db.execute<{ id: number; name: string; state: string; episodesAdded: number; createdAt: string }>(sql`
      select id::int as id, name, state::text as state, episodes_added as "episodesAdded", created_at as "createdAt"
      from imports where program_id = ${id} order by id desc limit ${limit}`),
    db.execute<{ id: number; name: string; form: string; current: boolean; size: number | null; scored: boolean }>(sql`
      select c.id::int as id, c.name, c.form::text as form, c.is_current as current, t.size,
        exists (select 1 from scoring_runs s where s.checkpoint_id = c.id and s.state = 'done') as scored
      from checkpoints c left join training_sets t on t.id = c.training_set_id
      where c.program_id = ${id} order by c.id desc limit ${limit}`),
  ]);
  return {
    ...counts,
    imports: imports.map((row) => ({ ...row, createdAt: new Date(row.createdAt) })),
    newestCheckpoints: [...checkpoints],
  };
}
