import { sql } from 'drizzle-orm';
import type { Sign } from '@/server/core/collect/presence';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';

/** A person's device at a place; without a station at none of them. */
export interface DeviceAt {
  personId: number;
  device: string;
  stationId: number | null;
}

/** The rows of a device of a person. */
const ofDevice = (scope: ProgramScope, { personId, device }: DeviceAt) =>
  sql`program_id = ${scope.programId} and person_id = ${personId} and device = ${device}`;

/** Keeps a sign of life: the device is there and nowhere else. Returns how it stood with it at this place before, undefined for the first time. */
export async function noteSign(tx: Db, scope: ProgramScope, at: DeviceAt, now: Date) {
  const { personId, device, stationId } = at;
  const moment = sql`${now.toISOString()}::timestamptz`;
  const [row] = await tx.execute<{ seenAt: string | null; leftAt: string | null }>(sql`
    with before as (select seen_at, left_at from presences
      where ${ofDevice(scope, at)} and station_id is not distinct from ${stationId}),
    moved as (update presences set left_at = ${moment}
      where ${ofDevice(scope, at)} and station_id is distinct from ${stationId} and left_at is null),
    kept as (insert into presences (program_id, person_id, device, station_id, seen_at)
      values (${scope.programId}, ${personId}, ${device}, ${stationId}, ${moment})
      on conflict (program_id, person_id, device, station_id) do update set seen_at = excluded.seen_at, left_at = null
      returning 1)
    select before.seen_at as "seenAt", before.left_at as "leftAt" from kept left join before on true`);
  if (!row?.seenAt) return undefined;
  return { seenAt: new Date(row.seenAt), leftAt: row.leftAt === null ? null : new Date(row.leftAt) };
}

/** The device leaves this place, unless it gave a sign after `since`; whether it did. */
export async function noteLeaving(
  tx: Db,
  scope: ProgramScope,
  at: DeviceAt,
  { since, now }: { since: Date; now: Date },
) {
  const rows = await tx.execute(sql`
    update presences set left_at = ${now.toISOString()}::timestamptz
    where ${ofDevice(scope, at)} and station_id is not distinct from ${at.stationId}
      and left_at is null and seen_at <= ${since.toISOString()}::timestamptz
    returning 1`);
  return rows.length > 0;
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

/** A sign of life with the name of whose it is. */
export type NamedSign = Sign & { person: string };

/** Signs of life in the 24 hours before `now`, newest first: of each device at each place, and by place what a person last took or recorded. */
export async function signsOfLife(db: Db, scope: ProgramScope, now: Date): Promise<NamedSign[]> {
  const since = sql`${now.toISOString()}::timestamptz - interval '1 day'`;
  const rows = await db.execute<{
    personId: string;
    person: string;
    stationId: string | null;
    at: string;
    page: boolean;
    leftAt: string | null;
  }>(sql`
    select signs.person_id as "personId", p.name as person, signs.station_id as "stationId", signs.at, signs.page,
      signs.left_at as "leftAt"
    from (
      select person_id, station_id, seen_at as at, left_at, true as page from presences
        where program_id = ${scope.programId} and seen_at > ${since}
      union all
      select person_id, station_id, max(at), null, false from (
        select person_id, station_id, claimed_at as at from claims
          where program_id = ${scope.programId} and claimed_at > ${since}
        union all
        select person_id, station_id, received_at from attempts
          where program_id = ${scope.programId} and received_at > ${since} and person_id is not null) deeds
      group by 1, 2) signs
    join people p on p.id = signs.person_id
    order by signs.at desc`);
  return rows.map(({ personId, stationId, at, leftAt, ...row }) => ({
    ...row,
    personId: Number(personId),
    stationId: stationId === null ? null : Number(stationId),
    at: new Date(at),
    leftAt: leftAt === null ? null : new Date(leftAt),
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
