import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { claims } from '../schema/schedules';
import { IS_LIVE } from './assignments';

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
