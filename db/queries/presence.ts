import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';

/** What a device said of its person. */
export interface Sign {
  personId: number;
  device: string;
  stationId: number | null;
}

/** Keeps a sign of life; returns what this device said last, undefined when it says something for the first time. */
export async function noteSign(tx: Db, scope: ProgramScope, { personId, device, stationId }: Sign, now: Date) {
  const [row] = await tx.execute<{ seenAt: string | null; stationId: string | null }>(sql`
    with before as (select seen_at, station_id from presences
      where program_id = ${scope.programId} and person_id = ${personId} and device = ${device}),
    kept as (insert into presences (program_id, person_id, device, station_id, seen_at)
      values (${scope.programId}, ${personId}, ${device}, ${stationId}, ${now.toISOString()}::timestamptz)
      on conflict (program_id, person_id, device)
        do update set station_id = excluded.station_id, seen_at = excluded.seen_at
      returning 1)
    select before.seen_at as "seenAt", before.station_id as "stationId" from kept left join before on true`);
  if (!row?.seenAt) return undefined;
  return { seenAt: new Date(row.seenAt), stationId: row.stationId === null ? null : Number(row.stationId) };
}

/** What somebody works on now under a lease that runs. */
export interface WorkNow {
  assignmentId: number;
  stationId: number | null;
  personId: number;
  person: string;
  claimedAt: Date;
}

/** Leases that run, oldest first. */
export async function workNow(db: Db, scope: ProgramScope, now: Date): Promise<WorkNow[]> {
  const rows = await db.execute<{
    assignmentId: number;
    stationId: string | null;
    personId: number;
    person: string;
    claimedAt: string;
  }>(sql`
    select cl.assignment_id::int as "assignmentId", cl.station_id as "stationId", cl.person_id::int as "personId",
      p.name as person, cl.claimed_at as "claimedAt"
    from claims cl join people p on p.id = cl.person_id
    where cl.program_id = ${scope.programId} and cl.released_at is null
      and cl.leased_until >= ${now.toISOString()}::timestamptz
    order by cl.claimed_at, cl.id`);
  return rows.map((row) => ({
    ...row,
    stationId: row.stationId === null ? null : Number(row.stationId),
    claimedAt: new Date(row.claimedAt),
  }));
}

/** The last sign of life by person and station in the 24 hours before `now`: a device's word, a claim or an attempt. */
export async function signsOfLife(db: Db, scope: ProgramScope, now: Date) {
  const since = sql`${now.toISOString()}::timestamptz - interval '1 day'`;
  const rows = await db.execute<{ personId: string; person: string; stationId: string | null; seenAt: string }>(sql`
    select signs.person_id as "personId", p.name as person, signs.station_id as "stationId", max(signs.at) as "seenAt"
    from (
      select person_id, station_id, seen_at as at from presences where program_id = ${scope.programId} and seen_at > ${since}
      union all
      select person_id, station_id, claimed_at from claims where program_id = ${scope.programId} and claimed_at > ${since}
      union all
      select person_id, station_id, received_at from attempts
        where program_id = ${scope.programId} and received_at > ${since} and person_id is not null) signs
    join people p on p.id = signs.person_id
    group by 1, 2, 3 order by 4 desc`);
  return rows.map((row) => ({
    personId: Number(row.personId),
    person: row.person,
    stationId: row.stationId === null ? null : Number(row.stationId),
    seenAt: new Date(row.seenAt),
  }));
}

/** Accepted attempts that the server received on the day `now` lies in by the program's time zone: by hour, by station, and in the last hour. */
export async function receivedToday(db: Db, scope: ProgramScope, { timeZone, now }: { timeZone: string; now: Date }) {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await db.execute<{ hour: number; stationId: string | null; count: number; recent: number }>(sql`
    select extract(hour from received_at at time zone ${timeZone})::int as hour, station_id as "stationId",
      count(*)::int as count, count(*) filter (where received_at > ${at} - interval '1 hour')::int as recent
    from attempts
    where program_id = ${scope.programId} and accepted and undone_at is null
      and received_at > ${at} - interval '2 days' and received_at <= ${at}
      and (received_at at time zone ${timeZone})::date = (${at} at time zone ${timeZone})::date
    group by 1, 2`);
  const hours = new Array<number>(24).fill(0);
  const byStation = new Map<number | null, number>();
  let lastHour = 0;
  for (const { hour, stationId, count, recent } of rows) {
    const station = stationId === null ? null : Number(stationId);
    hours[hour] += count;
    byStation.set(station, (byStation.get(station) ?? 0) + count);
    lastHour += recent;
  }
  return { logged: hours.reduce((sum, count) => sum + count, 0), lastHour, hours, byStation };
}
