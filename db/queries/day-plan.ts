import { and, asc, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm';
import type { AssignmentState } from '@/server/core/collect/words';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { shifts } from '../schema/programs';
import { dayLines } from '../schema/schedules';
import { IN_ORDER, IS_LIVE } from './assignments';

/** Shifts in use, by station and beginning; with `all` those that ended too. */
export async function shiftsOf(db: Db, scope: ProgramScope, all = false) {
  const rows = await db
    .select()
    .from(shifts)
    .where(and(eq(shifts.programId, scope.programId), all ? undefined : isNull(shifts.retiredAt)))
    .orderBy(asc(shifts.stationId), asc(shifts.startsAt), asc(shifts.id));
  return rows.map(({ startsAt, endsAt, ...shift }) => ({ ...shift, from: startsAt, to: endsAt }));
}

/** Makes the plans of one program wait for each other until the transaction ends. */
export async function planInTurn(tx: Db, scope: ProgramScope): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(7304, ${scope.programId}::int)`);
}

/** Live work that is not done, as a plan needs it. */
export interface PlannedWork {
  id: number;
  levelIds: number[];
  wanted: number;
  logged: number;
  state: AssignmentState;
  stateReason: string | null;
  stationId: number | null;
  shiftId: number | null;
  shiftDay: string | null;
  /** Where its holder works; null when nobody holds it or they named no station. */
  claimedAt: number | null;
  value: number;
  /** The earliest day it was planned for and not finished. */
  rolledFrom: string | null;
}

/** What a policy drives is worth more than any demonstration, trials most, as in the queue: the loop waits for it. */
const POLICY_FIRST = sql`case a.kind when 'evaluation_trial' then 2e9 when 'probe_rollout' then 1e9 end`;

/** Live assignments that are not done, in queue order. */
export async function workToPlan(db: Db, scope: ProgramScope): Promise<PlannedWork[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select a.id::int as id, c.level_ids as "levelIds", a.wanted, a.logged, a.state,
      a.state_reason as "stateReason", a.station_id::int as "stationId", a.shift_id::int as "shiftId",
      a.shift_day::text as "shiftDay", cl.station_id::int as "claimedAt",
      coalesce(${POLICY_FIRST}::float8,
        coalesce(p.score, 0) + coalesce((s.request->>'beta')::float8, 1) * coalesce(p.spread, 0)) as value,
      (select min(d.day)::text from day_lines d where d.assignment_id = a.id and d.left_over > 0) as "rolledFrom"
    from assignments a
    join configurations c on c.id = a.configuration_id
    left join schedules s on s.id = a.schedule_id
    left join rounds r on r.id = s.round_id
    left join picks p on p.id = a.pick_id
    left join claims cl on cl.assignment_id = a.id and cl.released_at is null
    where a.program_id = ${scope.programId} and a.state <> 'done'
      and ${IS_LIVE}
    order by ${IN_ORDER}`);
  return rows.map((row) => row as unknown as PlannedWork);
}

/** Lines of shifts that were not over when the plan was made, in the order of the plan. */
export async function openLines(db: Db, scope: ProgramScope) {
  return db
    .select()
    .from(dayLines)
    .where(and(eq(dayLines.programId, scope.programId), isNull(dayLines.closedAt)))
    .orderBy(asc(dayLines.turn));
}

/** Whether a shift that the plan has lines for is over. */
export async function planIsDue(db: Db, scope: ProgramScope, now: Date): Promise<boolean> {
  const [row] = await db.execute<{ due: boolean }>(sql`
    select exists (select 1 from day_lines where program_id = ${scope.programId} and closed_at is null
      and ends_at <= ${now.toISOString()}::timestamptz) as due`);
  return row.due;
}

/** Lines left unfinished since a day, newest first. */
export async function unfinishedSince(db: Db, scope: ProgramScope, day: string) {
  return db
    .select()
    .from(dayLines)
    .where(
      and(
        eq(dayLines.programId, scope.programId),
        isNotNull(dayLines.closedAt),
        sql`${dayLines.leftOver} > 0`,
        gte(dayLines.day, day),
      ),
    )
    .orderBy(sql`${dayLines.day} desc`, asc(dayLines.turn));
}

/** Closes a line of a shift that is over. */
export async function closeLine(
  tx: Db,
  scope: ProgramScope,
  id: number,
  to: { leftOver: number; leftWhy: string | null; closedAt: Date },
) {
  await tx
    .update(dayLines)
    .set(to)
    .where(and(eq(dayLines.programId, scope.programId), eq(dayLines.id, id), isNull(dayLines.closedAt)));
}

/** Lines in one insert. */
const CHUNK = 500;

/** Puts new lines in the place of those that are open. */
export async function replaceOpenLines(
  tx: Db,
  scope: ProgramScope,
  lines: readonly Omit<typeof dayLines.$inferInsert, 'programId'>[],
) {
  await tx.delete(dayLines).where(and(eq(dayLines.programId, scope.programId), isNull(dayLines.closedAt)));
  for (let at = 0; at < lines.length; at += CHUNK)
    await tx
      .insert(dayLines)
      .values(lines.slice(at, at + CHUNK).map((line) => ({ ...line, programId: scope.programId })));
}

/** Accepted attempts at each station since an instant, as counted on receipt. */
export async function loggedAtStations(db: Db, scope: ProgramScope, since: Date) {
  const rows = await db.execute<{ station_id: string; received_at: string }>(sql`
    select station_id, received_at from attempts
    where program_id = ${scope.programId} and received_at >= ${since.toISOString()}::timestamptz
      and station_id is not null and accepted and undone_at is null`);
  return rows.map((row) => ({ stationId: Number(row.station_id), at: new Date(row.received_at) }));
}

/** Level ids of what was recorded last at each station in the week before `now`: the set-ups that stand there. */
export async function setupsAtStations(db: Db, scope: ProgramScope, now: Date): Promise<Map<number, number[]>> {
  const rows = await db.execute<{ id: string; level_ids: number[] }>(sql`
    select st.id, last.level_ids from stations st
    cross join lateral (
      select c.level_ids from attempts t
      join assignments a on a.id = t.assignment_id
      join configurations c on c.id = a.configuration_id
      where t.program_id = ${scope.programId} and t.station_id = st.id
        and t.received_at >= ${now.toISOString()}::timestamptz - interval '7 days'
      order by t.received_at desc, t.sequence desc limit 1) last
    where st.program_id = ${scope.programId}`);
  return new Map(rows.map((row) => [Number(row.id), row.level_ids]));
}
