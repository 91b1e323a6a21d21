import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Counts } from '@/server/core/collect/progress';
import type { Asker } from '@/server/core/collect/queue';
import type { AssignmentState, AttemptOutcome, EpisodeKind } from '@/server/core/collect/words';
import type { ProgramScope } from '@/server/core/program/scope';
import type { PickReason } from '@/server/core/schedule/schema';
import type { Db } from '../client';
import { assignments, claims } from '../schema/schedules';
import { CONFIRMED_E } from './recordings';

/** An assignment with what counts on it. `logged`: accepted attempts; `confirmed`: its demonstrations in the store. */
export interface AssignmentRow {
  id: number;
  kind: EpisodeKind;
  /** The frozen panel an evaluation trial belongs to. */
  panelId: number | null;
  state: AssignmentState;
  stateReason: string | null;
  position: number;
  wanted: number;
  logged: number;
  confirmed: number;
  configurationId: number;
  levelIds: number[];
  stationId: number | null;
  personId: number | null;
  acceptFailures: boolean;
  splitId: number | null;
  distinctOperators: boolean;
  roundNumber: number | null;
  pickKind: string | null;
  score: number | null;
  spread: number | null;
  reason: PickReason | null;
  claimedBy: number | null;
  claimedByName: string | null;
  leasedUntil: Date | null;
  changedAt: Date;
  stationName: string | null;
  personName: string | null;
  /** The shift a lead gave it to, and when that begins. */
  shiftId: number | null;
  shiftName: string | null;
  shiftDay: string | null;
  notBefore: Date | null;
  /** Where the holder works. */
  claimedAtStation: string | null;
}

/** Recordings of assignment `a` in the store. */
const CONFIRMED = sql`
  (select count(*)::int from episodes e join attempts t on t.id = e.attempt_id
    where t.assignment_id = a.id and t.episode_id is not null and (e.kind <> 'demonstration' or ${CONFIRMED_E}))`;

const COLUMNS = sql`
  a.id::int as id, a.kind, a.panel_id::int as "panelId", a.state, a.state_reason as "stateReason", a.position, a.wanted,
  a.logged, ${CONFIRMED} as confirmed,
  a.configuration_id::int as "configurationId", c.level_ids as "levelIds", a.station_id::int as "stationId",
  a.person_id::int as "personId", a.accept_failures as "acceptFailures", a.split_id::int as "splitId",
  a.distinct_operators as "distinctOperators", r.number as "roundNumber",
  p.kind as "pickKind", p.score, p.spread, p.reason,
  cl.person_id::int as "claimedBy", pe.name as "claimedByName", cl.leased_until as "leasedUntil",
  a.changed_at as "changedAt", st.name as "stationName", own.name as "personName", at.name as "claimedAtStation",
  a.shift_id::int as "shiftId", sh.name as "shiftName", a.shift_day::text as "shiftDay", a.not_before as "notBefore"`;

const FROM = sql`
  from assignments a
  join configurations c on c.id = a.configuration_id
  left join schedules s on s.id = a.schedule_id
  left join rounds r on r.id = s.round_id
  left join picks p on p.id = a.pick_id
  left join claims cl on cl.assignment_id = a.id and cl.released_at is null
  left join people pe on pe.id = cl.person_id
  left join stations st on st.id = a.station_id
  left join stations at on at.id = cl.station_id
  left join people own on own.id = a.person_id
  left join shifts sh on sh.id = a.shift_id`;

/** Whether an assignment may be worked on: its schedule is published and its round open, or it stands on its own. */
const IS_LIVE = sql`(s.id is null or (s.state = 'published' and r.state = 'open'))`;

const read = (row: Record<string, unknown>): AssignmentRow => {
  const leasedUntil = row.leasedUntil as string | Date | null;
  const notBefore = row.notBefore as string | Date | null;
  return {
    ...(row as unknown as AssignmentRow),
    leasedUntil: leasedUntil === null ? null : new Date(leasedUntil),
    notBefore: notBefore === null ? null : new Date(notBefore),
    changedAt: new Date(row.changedAt as string | Date),
  };
};

/** Live assignments of published schedules in queue order. */
export async function liveAssignments(db: Db, scope: ProgramScope): Promise<AssignmentRow[]> {
  const rows = await db.execute(sql`
    select ${COLUMNS} ${FROM}
    where a.program_id = ${scope.programId} and ${IS_LIVE}
    order by a.position, a.id`);
  return rows.map(read);
}

/** How the live assignments stand together; `number` is the round's, null where none of them is of a round. */
interface LiveCounts extends Counts {
  number: number | null;
  blocked: number;
  allDone: boolean;
}

/** As `roundProgress` counts `liveAssignments`, without reading them. */
export async function liveCounts(db: Db, scope: ProgramScope): Promise<LiveCounts> {
  const [row] = await db.execute<LiveCounts & Record<string, unknown>>(sql`
    select max(number)::int as number, count(*) filter (where state = 'blocked')::int as blocked,
      coalesce(bool_and(state = 'done'), false) as "allDone",
      coalesce(sum(wanted), 0)::int as asked,
      coalesce(sum(least(wanted, logged)), 0)::int as logged,
      coalesce(sum(confirmed), 0)::int as confirmed,
      coalesce(sum(greatest(0, wanted - logged)), 0)::int as left,
      coalesce(sum(greatest(0, logged - wanted)), 0)::int as over
    from (select a.state, a.wanted, r.number, a.logged, ${CONFIRMED} as confirmed
      from assignments a
      left join schedules s on s.id = a.schedule_id
      left join rounds r on r.id = s.round_id
      where a.program_id = ${scope.programId} and ${IS_LIVE} offset 0) live`);
  return row;
}

/** Locks one assignment, so that what is decided about it next is decided once. Undefined when it is not there. */
export async function lockedAssignment(tx: Db, scope: ProgramScope, id: number): Promise<AssignmentRow | undefined> {
  await tx
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.programId, scope.programId), eq(assignments.id, id)))
    .for('update');
  // A statement of its own, so that it sees what was committed while the lock was waited for.
  return assignmentById(tx, scope, id);
}

/** One assignment of the program; undefined when it is not there. */
export async function assignmentById(db: Db, scope: ProgramScope, id: number): Promise<AssignmentRow | undefined> {
  const [row] = await db.execute(
    sql`select ${COLUMNS} ${FROM} where a.program_id = ${scope.programId} and a.id = ${id}`,
  );
  return row && read(row);
}

/** One of the newest attempts of an assignment. */
interface NewestAttempt {
  id: string;
  outcome: AttemptOutcome;
  failureMode: string | null;
  accepted: boolean;
  durationMs: number | null;
  receivedAt: Date;
  personId: number | null;
  undone: boolean;
}

/**
 * The assignment of a published, open plan that a person holds now, with its `newest` attempts, newest first; undefined
 * when there is none. All of one moment: what counts what is still on its way must not see an attempt in one and not in
 * the other.
 */
export async function assignmentHeldBy(db: Db, scope: ProgramScope, personId: number, newest: number) {
  const [row] = await db.execute(sql`
    select ${COLUMNS},
      (select coalesce(json_agg(t), '[]') from (
        select id, outcome, failure_mode as "failureMode", accepted, duration_ms as "durationMs",
          received_at as "receivedAt", person_id as "personId", undone_at is not null as undone
        from attempts where assignment_id = a.id order by received_at desc, sequence desc limit ${newest}) t) as attempts
    ${FROM} where a.program_id = ${scope.programId} and cl.person_id = ${personId} and ${IS_LIVE} limit 1`);
  if (!row) return undefined;
  const attempts = (row.attempts as NewestAttempt[]).map((one) => ({ ...one, receivedAt: new Date(one.receivedAt) }));
  return { ...read(row), attempts };
}

/** Ends claims whose lease ran out and puts their assignments back in the queue. */
export async function releaseLapsedClaims(tx: Db, scope: ProgramScope, now: Date): Promise<number> {
  const rows = await tx.execute(sql`
    with lapsed as (
      update claims set released_at = ${now.toISOString()}::timestamptz, release_reason = 'lease ran out'
      where program_id = ${scope.programId} and released_at is null and leased_until < ${now.toISOString()}::timestamptz
      returning assignment_id)
    update assignments a set state = 'queued', changed_at = ${now.toISOString()}::timestamptz
    from lapsed where a.id = lapsed.assignment_id and a.state in ('claimed', 'in_progress')
    returning a.id`);
  return rows.length;
}

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
 * Order of the queue: what the day plan of the asker's station has, in its order; then what no plan has and what other
 * stations have, each by position; then skipped ones, the longest skipped first.
 */
const IN_TURN = sql`order by (a.state = 'skipped'), case when a.state = 'skipped' then a.changed_at end,
  case when plan.id is null then 1 when plan.own is null then 2 else 0 end, plan.own, a.position, a.id`;

/**
 * Locks the next assignment this asker may take, or the one asked for if they may take it. Rows that others are claiming
 * at this moment are passed over.
 */
export async function lockClaimable(
  tx: Db,
  scope: ProgramScope,
  asker: Asker,
  assignmentId?: number,
): Promise<number | undefined> {
  const [row] = await tx.execute<{ id: string }>(sql`
    ${claimable(scope, asker)} ${assignmentId === undefined ? sql`` : sql`and a.id = ${assignmentId}`}
    ${IN_TURN} limit 1 for update of a skip locked`);
  return row && Number(row.id);
}

/** The first `limit` assignments that this asker may take, in the order in which they would get them. */
export async function nextInQueue(db: Db, scope: ProgramScope, asker: Asker, limit: number): Promise<AssignmentRow[]> {
  const rows = await db.execute(sql`
    with next as materialized (select array(${claimable(scope, asker)} ${IN_TURN} limit ${limit}) as ids)
    select ${COLUMNS} ${FROM} where a.id = any((select ids from next)::bigint[])
    order by array_position((select ids from next), a.id)`);
  return rows.map(read);
}

/** What day plans have, each with its place in the plan of a station (`own`); nothing for somebody who named none. */
const turnsAt = (scope: ProgramScope, stationId: number | null) => sql`
  select d.assignment_id as id, min(d.turn) filter (where d.station_id = ${stationId}::bigint) as own
  from day_lines d
  where d.program_id = ${scope.programId} and d.closed_at is null and ${stationId}::bigint is not null
  group by 1`;

/** A list of ids as PostgreSQL writes an array. */
const arrayOf = (ids: readonly number[]) => `{${ids.map(Number).join(',')}}`;

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

/** Makes the lease that holds an assignment now last the program's lease time from `now` on. */
export async function renewLease(tx: Db, scope: ProgramScope, assignmentId: number, now: Date): Promise<void> {
  await tx.execute(sql`
    update claims cl
    set leased_until = ${now.toISOString()}::timestamptz + (p.settings->>'leaseMinutes')::float8 * interval '1 minute'
    from programs p
    where p.id = cl.program_id and cl.program_id = ${scope.programId} and cl.assignment_id = ${assignmentId}
      and cl.released_at is null`);
}

/** Ends the lease that holds an assignment now, if there is one. */
export async function endClaim(tx: Db, scope: ProgramScope, assignmentId: number, reason: string, now: Date) {
  await tx
    .update(claims)
    .set({ releasedAt: now, releaseReason: reason })
    .where(
      and(eq(claims.programId, scope.programId), eq(claims.assignmentId, assignmentId), isNull(claims.releasedAt)),
    );
}

/** Ends every lease on the assignments of a round. */
export async function releaseClaimsOf(tx: Db, scope: ProgramScope, roundId: number, reason: string, now: Date) {
  await tx.execute(sql`
    update claims set released_at = ${now.toISOString()}::timestamptz, release_reason = ${reason}
    where program_id = ${scope.programId} and released_at is null and assignment_id in (
      select a.id from assignments a join schedules s on s.id = a.schedule_id where s.round_id = ${roundId})`);
}

/** The assignment of a published, open plan that a person holds now, if any. */
export async function heldBy(db: Db, scope: ProgramScope, personId: number): Promise<number | undefined> {
  const [row] = await db.execute<{ id: string }>(sql`
    select cl.assignment_id as id from claims cl
    join assignments a on a.id = cl.assignment_id
    left join schedules s on s.id = a.schedule_id
    left join rounds r on r.id = s.round_id
    where cl.program_id = ${scope.programId} and cl.person_id = ${personId} and cl.released_at is null
      and ${IS_LIVE}
    limit 1`);
  return row && Number(row.id);
}

/** Who holds which assignment at a station under a lease that runs, if anybody does. */
export async function heldAt(db: Db, scope: ProgramScope, stationId: number, now: Date) {
  const [row] = await db.execute<{ assignment_id: string; person_id: string; name: string }>(sql`
    select cl.assignment_id, cl.person_id, p.name from claims cl join people p on p.id = cl.person_id
    where cl.program_id = ${scope.programId} and cl.station_id = ${stationId} and cl.released_at is null
      and cl.leased_until >= ${now.toISOString()}::timestamptz
    order by cl.id limit 1`);
  return row && { assignmentId: Number(row.assignment_id), personId: Number(row.person_id), name: row.name };
}

/** Sets whom, where and when an assignment is for; null for anybody, any station, any shift. */
export async function setAssignee(
  tx: Db,
  scope: ProgramScope,
  id: number,
  to: {
    personId: number | null;
    stationId: number | null;
    shiftId: number | null;
    shiftDay: string | null;
    notBefore: Date | null;
  },
) {
  await tx
    .update(assignments)
    .set(to)
    .where(and(eq(assignments.programId, scope.programId), eq(assignments.id, id)));
}

interface Split {
  splitId: number;
  distinctOperators: boolean;
  wanted: number;
}

/** Makes an assignment one part of a split; the other parts of the same split follow its rule about operators. */
export async function setSplit(tx: Db, scope: ProgramScope, id: number, { wanted, ...split }: Split) {
  const mine = eq(assignments.programId, scope.programId);
  await tx
    .update(assignments)
    .set(split)
    .where(and(mine, eq(assignments.splitId, split.splitId)));
  await tx
    .update(assignments)
    .set({ ...split, wanted })
    .where(and(mine, eq(assignments.id, id)));
}

/** Adds a further part of a split beside assignment `id`: the same work, free for anybody. */
export async function insertPart(
  tx: Db,
  scope: ProgramScope,
  id: number,
  { splitId, distinctOperators, wanted }: Split,
) {
  await tx.execute(sql`
    insert into assignments (program_id, schedule_id, pick_id, kind, configuration_id, station_id, shift_id, shift_day,
      not_before, panel_id, wanted, accept_failures, split_id, distinct_operators, position)
    select program_id, schedule_id, pick_id, kind, configuration_id, station_id, shift_id, shift_day,
      not_before, panel_id, ${wanted}, accept_failures, ${splitId}, ${distinctOperators}, position
    from assignments where program_id = ${scope.programId} and id = ${id}`);
}

/** Sets an assignment's state; the caller has checked that it may. */
export async function setAssignmentState(
  tx: Db,
  scope: ProgramScope,
  id: number,
  state: AssignmentState,
  reason: string | null,
  now: Date,
) {
  await tx
    .update(assignments)
    .set({ state, stateReason: reason, changedAt: now })
    .where(and(eq(assignments.programId, scope.programId), eq(assignments.id, id)));
}
