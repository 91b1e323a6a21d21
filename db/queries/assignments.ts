import { and, eq, sql } from 'drizzle-orm';
import type { Counts } from '@/server/core/collect/progress';
import type { AssignmentState, AttemptOutcome, EpisodeKind } from '@/server/core/collect/words';
import type { ProgramScope } from '@/server/core/program/scope';
import type { PickReason } from '@/server/core/schedule/schema';
import type { Db } from '../client';
import { assignments } from '../schema/schedules';
import { CONFIRMED_E } from './recordings';

/** An assignment with what counts on it. `logged`: accepted attempts; `confirmed`: its demonstrations in the store. */
export interface AssignmentRow {
  id: number;
  kind: EpisodeKind;
  /** The evaluation or the plan of probe rollouts it is of, the checkpoint that drives, and the frozen panel of trials. */
  evaluationId: number | null;
  probePlanId: number | null;
  checkpointName: string | null;
  panelName: string | null;
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

/** Recordings of assignment `a` in the store; a trial is kept whole when it is logged. */
const CONFIRMED = sql`
  case when a.kind = 'evaluation_trial' then a.logged else (select count(*)::int from episodes e join attempts t on t.id = e.attempt_id
    where t.assignment_id = a.id and t.episode_id is not null and (e.kind <> 'demonstration' or ${CONFIRMED_E})) end`;

/** What `assignmentOf` reads, of `FROM`. */
export const COLUMNS = sql`
  a.id::int as id, a.kind, a.evaluation_id::int as "evaluationId", a.probe_plan_id::int as "probePlanId",
  ck.name as "checkpointName", pn.name as "panelName", a.state, a.state_reason as "stateReason", a.position, a.wanted,
  a.logged, ${CONFIRMED} as confirmed,
  a.configuration_id::int as "configurationId", c.level_ids as "levelIds", a.station_id::int as "stationId",
  a.person_id::int as "personId", a.accept_failures as "acceptFailures", a.split_id::int as "splitId",
  a.distinct_operators as "distinctOperators", r.number as "roundNumber",
  coalesce(p.kind, a.drawn) as "pickKind", p.score, p.spread, p.reason,
  cl.person_id::int as "claimedBy", pe.name as "claimedByName", cl.leased_until as "leasedUntil",
  a.changed_at as "changedAt", st.name as "stationName", own.name as "personName", at.name as "claimedAtStation",
  a.shift_id::int as "shiftId", sh.name as "shiftName", a.shift_day::text as "shiftDay", a.not_before as "notBefore"`;

/** Assignments `a` with all that is known of them: schedule `s`, round `r`, pick `p`, claim `cl`, checkpoint `ck`, panel `pn`. */
export const FROM = sql`
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
  left join shifts sh on sh.id = a.shift_id
  left join evaluations v on v.id = a.evaluation_id
  left join probe_plans q on q.id = a.probe_plan_id
  left join checkpoints ck on ck.id = coalesce(v.checkpoint_id, q.checkpoint_id)
  left join panels pn on pn.id = v.panel_id`;

/**
 * Whether an assignment may be worked on: its schedule is published and its round open, or it is of no schedule, not
 * withdrawn and not done.
 */
export const IS_LIVE = sql`
  case when s.id is null then a.withdrawn_at is null and a.state <> 'done'
    else s.state = 'published' and r.state = 'open' end`;

/** Order of live assignments: trials, then probe rollouts, as the next scoring waits for them; then demonstrations. */
export const IN_ORDER = sql`a.kind desc, a.position, a.id`;

/** A row of `COLUMNS`. */
export const assignmentOf = (row: Record<string, unknown>): AssignmentRow => {
  const leasedUntil = row.leasedUntil as string | Date | null;
  const notBefore = row.notBefore as string | Date | null;
  return {
    ...(row as unknown as AssignmentRow),
    leasedUntil: leasedUntil === null ? null : new Date(leasedUntil),
    notBefore: notBefore === null ? null : new Date(notBefore),
    changedAt: new Date(row.changedAt as string | Date),
  };
};

/** Live assignments in queue order: of the published schedule, of probe plans and of evaluations. */
export async function liveAssignments(db: Db, scope: ProgramScope): Promise<AssignmentRow[]> {
  const rows = await db.execute(sql`
    select ${COLUMNS} ${FROM}
    where a.program_id = ${scope.programId} and ${IS_LIVE}
    order by ${IN_ORDER}`);
  return rows.map(assignmentOf);
}

/** How the live assignments stand together, demonstrations counted; `number` is the round's, null where none of them is of a round. */
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
      coalesce(sum(wanted) filter (where shown), 0)::int as asked,
      coalesce(sum(least(wanted, logged)) filter (where shown), 0)::int as logged,
      coalesce(sum(confirmed) filter (where shown), 0)::int as confirmed,
      coalesce(sum(greatest(0, wanted - logged)) filter (where shown), 0)::int as left,
      coalesce(sum(greatest(0, logged - wanted)) filter (where shown), 0)::int as over
    from (select a.state, a.kind = 'demonstration' as shown, a.wanted, r.number, a.logged, ${CONFIRMED} as confirmed
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
  const [row] = await assignmentsById(db, scope, [id]);
  return row;
}

/** Assignments of the program, live or not, in no order. */
export async function assignmentsById(db: Db, scope: ProgramScope, ids: readonly number[]): Promise<AssignmentRow[]> {
  const rows = await db.execute(sql`
    select ${COLUMNS} ${FROM}
    where a.program_id = ${scope.programId} and a.id = any(${`{${ids.map(Number).join(',')}}`}::bigint[])`);
  return rows.map(assignmentOf);
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
  return { ...assignmentOf(row), attempts };
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
      not_before, probe_plan_id, evaluation_id, drawn, wanted, accept_failures, split_id, distinct_operators, position)
    select program_id, schedule_id, pick_id, kind, configuration_id, station_id, shift_id, shift_day,
      not_before, probe_plan_id, evaluation_id, drawn, ${wanted}, accept_failures, ${splitId}, ${distinctOperators}, position
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
