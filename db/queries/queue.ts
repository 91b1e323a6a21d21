import { sql } from 'drizzle-orm';
import type { Asker } from '@/server/core/collect/queue';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { type AssignmentRow, assignmentOf, COLUMNS, FROM, IN_ORDER, IS_LIVE } from './assignments';

/** The assignments this asker may take now, by the rules of `core/collect/queue.ts`, in the order of the queue. */
const claimable = (scope: ProgramScope, asker: Asker) => sql`
  select a.id from assignments a
  left join schedules s on s.id = a.schedule_id
  left join rounds r on r.id = s.round_id
  left join (${turnsAt(scope, asker.stationId)}) plan on plan.id = a.id
  where a.program_id = ${scope.programId} and a.state in ('queued', 'skipped') and ${IS_LIVE}
    and (a.person_id is null or a.person_id = ${asker.personId}::bigint)
    and (a.station_id is null or a.station_id = ${asker.stationId}::bigint)
    ${suitable(asker.fixedLevelIds, [...asker.takenLevelIds, ...asker.closedLevelIds])}
    and (a.not_before is null or a.not_before <= ${asker.now.toISOString()}::timestamptz)
    and not (a.distinct_operators and coalesce(a.split_id = any(${arrayOf(asker.workedSplitIds)}::bigint[]), false))`;

/** Whether the configuration of assignment `a` has all these levels and none of those. */
const suitable = (all: readonly number[], none: readonly number[]) =>
  all.length + none.length === 0
    ? sql``
    : sql`and exists (select 1 from configurations c where c.id = a.configuration_id
        and c.level_ids @> ${arrayOf(all)}::int[] and not c.level_ids && ${arrayOf(none)}::int[])`;

/**
 * Order of the queue: what was given to the asker by name; what the day plan of their station has, in its order; what no
 * plan has and what other stations have, each in the order of the assignments; then skipped ones, the longest skipped first.
 */
const IN_TURN = sql`order by (a.state = 'skipped'), case when a.state = 'skipped' then a.changed_at end, a.person_id is null,
  case when plan.id is null then 1 when plan.own is null then 2 else 0 end, plan.own, ${IN_ORDER}`;

/**
 * Locks the next assignment this asker may take, or the one asked for if they may take it. Rows that others are claiming
 * at this moment are passed over; those that somebody only refers to, as a plan or an attempt that is being written, are not.
 */
export async function lockClaimable(
  tx: Db,
  scope: ProgramScope,
  asker: Asker,
  assignmentId?: number,
): Promise<number | undefined> {
  const [row] = await tx.execute<{ id: string }>(sql`
    ${claimable(scope, asker)} ${assignmentId === undefined ? sql`` : sql`and a.id = ${assignmentId}`}
    ${IN_TURN} limit 1 for no key update of a skip locked`);
  return row && Number(row.id);
}

/** The first `limit` assignments that this asker may take, in the order in which they would get them. */
export async function nextInQueue(db: Db, scope: ProgramScope, asker: Asker, limit: number): Promise<AssignmentRow[]> {
  const rows = await db.execute(sql`
    with next as materialized (select array(${claimable(scope, asker)} ${IN_TURN} limit ${limit}) as ids)
    select ${COLUMNS} ${FROM} where a.id = any((select ids from next)::bigint[])
    order by array_position((select ids from next), a.id)`);
  return rows.map(assignmentOf);
}

/** What day plans have, each with its place in the plan of a station (`own`); nothing for somebody who named none. */
const turnsAt = (scope: ProgramScope, stationId: number | null) => sql`
  select d.assignment_id as id, min(d.turn) filter (where d.station_id = ${stationId}::bigint) as own
  from day_lines d
  where d.program_id = ${scope.programId} and d.closed_at is null and ${stationId}::bigint is not null
  group by 1`;

/**
 * Makes the claims of one person wait for each other, and those of a program with scarce levels too, until the
 * transaction ends: what is free is then decided on what was claimed.
 */
export async function claimInTurn(tx: Db, scope: ProgramScope, personId: number): Promise<void> {
  await tx.execute(sql`
    with scarce as materialized (
      select pg_advisory_xact_lock(7303, ${scope.programId}::int)
      where exists (select 1 from levels where program_id = ${scope.programId} and quantity is not null))
    select pg_advisory_xact_lock(7302, ${personId}::int) from (select count(*) from scarce) behind`);
}

/** Scarce levels that places other than the asker's hold all of at this moment, each with those places. */
export async function takenLevels(
  db: Db,
  scope: ProgramScope,
  asker: { personId: number | null; stationId: number | null },
  now: Date,
): Promise<{ levelId: number; name: string; places: string[] }[]> {
  const rows = await db.execute<{ id: number; name: string; places: string[] }>(sql`
    select l.id, l.name, array_agg(distinct coalesce(st.name, p.name) order by coalesce(st.name, p.name)) as places
    from levels l
    join configurations c on c.program_id = l.program_id and l.id = any(c.level_ids)
    join assignments a on a.configuration_id = c.id
    join claims cl on cl.assignment_id = a.id and cl.released_at is null and cl.leased_until >= ${now.toISOString()}::timestamptz
    join people p on p.id = cl.person_id
    left join stations st on st.id = cl.station_id
    where l.program_id = ${scope.programId} and l.quantity is not null
      and not coalesce(cl.station_id = ${asker.stationId}::bigint, cl.person_id = ${asker.personId}::bigint, false)
    group by l.id, l.name, l.quantity
    having count(distinct coalesce(st.name, p.name)) >= l.quantity`);
  return rows.map((row) => ({ levelId: row.id, name: row.name, places: row.places }));
}

/** Splits of which a person holds or recorded a part, in plans that are live. */
export async function workedSplits(db: Db, scope: ProgramScope, personId: number): Promise<number[]> {
  const rows = await db.execute<{ split_id: string }>(sql`
    select distinct a.split_id from assignments a
    where a.program_id = ${scope.programId} and a.distinct_operators and a.split_id is not null
      and (exists (select 1 from claims cl where cl.assignment_id = a.id and cl.person_id = ${personId} and cl.released_at is null)
        or exists (select 1 from attempts t where t.assignment_id = a.id and t.person_id = ${personId}
          and t.accepted and t.undone_at is null))`);
  return rows.map((row) => Number(row.split_id));
}

/** A list of ids as PostgreSQL writes an array. */
const arrayOf = (ids: readonly number[]) => `{${ids.map(Number).join(',')}}`;
