import { sql } from 'drizzle-orm';
import type { AttemptInput } from '@/server/core/collect/schema';
import type { StartCard } from '@/server/core/collect/start-cards';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { appended } from './record';

/** One recording to store: what its device says, and what the server knows of it. */
export interface NewAttempt extends Omit<AttemptInput, 'card' | 'operatorId'> {
  personId: number | null;
  card: StartCard | null;
  /** Whether it counts where failures are asked for, and where they are not. */
  accepted: { failuresToo: boolean; successesOnly: boolean };
}

/** What became of an attempt. */
export interface StoredAttempt {
  /** False when its id was there before. */
  stored: boolean;
  accepted: boolean;
  /** Accepted attempts of the assignment by now, and how many are asked for. */
  logged: number;
  wanted: number;
  done: boolean;
}

/**
 * Stores an attempt under its id, moves its assignment on, renews the lease of its person or ends the lease where all is
 * done, and tells who follows. Undefined when the assignment is not there.
 *
 * An attempt of an evaluation is a trial of it, and accepted only where it is one: a panel's start is tried once.
 *
 * It is one statement because every tablet waits for it: nothing is held over a way to the server and back. Attempts of
 * one assignment queue on its row, whose newest values count; the event's turn is taken behind that, always in this order.
 */
export async function storeAttempt(
  db: Db,
  scope: ProgramScope,
  attempt: NewAttempt,
  now: Date,
): Promise<StoredAttempt | undefined> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const { assignmentId, personId, accepted } = attempt;
  const [row] = await db.execute<StoredAttempt & Record<string, unknown>>(sql`
    with work as materialized (
      select id, wanted, logged, state, configuration_id, evaluation_id,
        case when accept_failures then ${accepted.failuresToo}::boolean else ${accepted.successesOnly}::boolean end as counts
      from assignments where program_id = ${scope.programId} and id = ${assignmentId} for no key update),
    tried as (${triedStart(attempt, now)}),
    accepted as materialized (
      select work.*, counts and (evaluation_id is null or exists (select from tried)
        or exists (select from trials where attempt_id = ${attempt.id}::uuid)) as accepted from work),
    inserted as (
      insert into attempts (id, program_id, assignment_id, person_id, station_id, device, sequence, outcome, failure_mode,
        accepted, duration_ms, reset_ms, pause_ms, timed_by, started_at, clock_offset_ms, card, received_at, recorded_as)
      select ${attempt.id}::uuid, ${scope.programId}::bigint, work.id, ${personId}::bigint, ${attempt.stationId}::bigint,
        ${attempt.device}, ${attempt.sequence}::int, ${attempt.outcome}::attempt_outcome, ${attempt.failureMode ?? null},
        work.accepted, ${attempt.durationMs ?? null}::int, ${attempt.resetMs ?? null}::int, ${attempt.pauseMs ?? null}::int,
        ${attempt.timedBy ?? null}::timed_by, ${attempt.startedAt?.toISOString() ?? null}::timestamptz,
        ${attempt.clockOffsetMs ?? null}::bigint, ${attempt.card && JSON.stringify(attempt.card)}::jsonb, ${at}, ${attempt.recordedAs ?? null}
      from accepted work on conflict do nothing returning 1),
    became as materialized (
      select id, wanted, state, accepted, stored, logged, logged >= wanted as done
      from (select id, wanted, state, accepted, stored, logged + (stored and accepted)::int as logged
        from accepted work, (select exists (select from inserted) as stored) i) w),
    moved as (
      update assignments a
      set state = case when b.done then 'done' else 'in_progress' end::assignment_state, state_reason = null, changed_at = ${at}
      from became b
      where a.id = b.id and b.stored and (b.done and b.state <> 'done' or not b.done and b.state = 'claimed')),
    leased as (
      update claims c
      set released_at = case when b.done then ${at} end, release_reason = case when b.done then 'done' end,
        leased_until = case when b.done then c.leased_until
          else ${at} + (p.settings->>'leaseMinutes')::float8 * interval '1 minute' end
      from became b, programs p
      where c.assignment_id = b.id and c.released_at is null and p.id = c.program_id and b.stored
        and (b.done or c.person_id = ${personId}::bigint)),
    told as (${appended(scope, 'attempt', assignmentId, sql`became where stored`)})
    select stored, accepted, logged, wanted, done from became`);
  return row;
}

/**
 * The trial that an attempt of an evaluation is, as rows: where its card is a start of the panel in this configuration that
 * the evaluation has no trial of. One sent twice is one.
 */
function triedStart({ id, card, outcome, failureMode, personId, startedAt, clockOffsetMs }: NewAttempt, now: Date) {
  const start = card?.kind === 'panel' ? card.panelStartId : null;
  const recordedAt = startedAt ? new Date(+startedAt + (clockOffsetMs ?? 0)) : now;
  return sql`
    insert into trials (evaluation_id, panel_start_id, configuration_id, outcome, failure_mode, evaluator, recorded_at, attempt_id)
    select v.id, b.id, b.configuration_id, ${outcome === 'failure' ? 'failure' : 'success'}::outcome, ${failureMode ?? null},
      coalesce((select name from people where id = ${personId}::bigint), 'recorder'),
      ${recordedAt.toISOString()}::timestamptz, ${id}::uuid
    from work join evaluations v on v.id = work.evaluation_id
    join panel_starts b on b.panel_id = v.panel_id and b.id = ${start}::bigint and b.configuration_id = work.configuration_id
    where work.counts and not exists (select from attempts where id = ${id}::uuid)
    on conflict do nothing returning 1`;
}

/** The usual length of recordings of a configuration: the median over `n` of them. */
export interface UsualLength {
  medianMs: number;
  n: number;
}

/** So many of a configuration's newest recordings tell how long one usually is. */
const NEWEST = 50;

/**
 * Usual length of accepted attempts by configuration, for those with at least three. Lengths that a device had to take
 * from its wall clock are left out.
 */
export async function usualLengths(db: Db, scope: ProgramScope, configurationIds: readonly number[]) {
  const rows = await db.execute<{ id: number; n: number; median: number }>(sql`
    select c.id::int as id, count(*)::int as n, percentile_cont(0.5) within group (order by l.duration_ms) as median
    from unnest(${`{${configurationIds.map(Number).join(',')}}`}::bigint[]) c(id),
    lateral (
      select t.duration_ms from assignments a join attempts t on t.assignment_id = a.id
      where a.configuration_id = c.id and a.program_id = ${scope.programId}
        and t.accepted and t.undone_at is null and t.duration_ms is not null and t.timed_by is distinct from 'wall'
      order by t.received_at desc limit ${NEWEST}) l
    group by 1 having count(*) >= 3`);
  return new Map<number, UsualLength>(rows.map(({ id, n, median }) => [id, { medianMs: median, n }]));
}

/**
 * Level ids of what was recorded last at a station, whoever did, or by a person who names none: the set-up that stands on
 * the table. Null before the first.
 */
export async function lastSetup(
  db: Db,
  scope: ProgramScope,
  at: { stationId: number | null; personId: number },
): Promise<number[] | null> {
  const where = at.stationId === null ? sql`t.person_id = ${at.personId}` : sql`t.station_id = ${at.stationId}`;
  const [row] = await db.execute<{ level_ids: number[] }>(sql`
    select c.level_ids from attempts t
    join assignments a on a.id = t.assignment_id
    join configurations c on c.id = a.configuration_id
    where t.program_id = ${scope.programId} and ${where}
    order by t.received_at desc, t.sequence desc limit 1`);
  return row?.level_ids ?? null;
}

/** The failure modes named most often in the newest 1,000 attempts and 1,000 judgements that name one, most often first. */
export async function usedFailureModes(db: Db, scope: ProgramScope): Promise<string[]> {
  const rows = await db.execute<{ failure_mode: string }>(sql`
    select failure_mode from (
      (select failure_mode from attempts
        where program_id = ${scope.programId} and failure_mode is not null order by received_at desc limit 1000)
      union all
      (select value from judgements
        where program_id = ${scope.programId} and kind = 'failure_mode' order by id desc limit 1000)) recent
    group by failure_mode order by count(*) desc, failure_mode limit 9`);
  return rows.map((row) => row.failure_mode);
}

/** Accepted attempts of the open round by the person who logged them, most first. */
export async function loggedByPerson(db: Db, scope: ProgramScope) {
  return db.execute<{ name: string; logged: number }>(sql`
    select coalesce(p.name, 'recorder') as name, count(*)::int as logged
    from attempts t
    join assignments a on a.id = t.assignment_id
    join schedules s on s.id = a.schedule_id
    join rounds r on r.id = s.round_id
    left join people p on p.id = t.person_id
    where t.program_id = ${scope.programId} and r.state = 'open' and s.state = 'published'
      and t.accepted and t.undone_at is null
    group by 1 order by 2 desc, 1`);
}
