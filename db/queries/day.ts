import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';

/** What was recorded on one day. Times in ms, summed over attempts that measured them. */
export interface DayFigures {
  attempts: number;
  logged: number;
  discarded: number;
  activeMs: number;
  resetMs: number;
  pauseMs: number;
  /** Median length of accepted attempts; null without any. */
  medianMs: number | null;
  /** Attempts whose times a device took from its wall clock, or the recorder from its frames, instead of a monotonic clock. */
  byWallClock: number;
  byRecorder: number;
}

/**
 * The attempts that stand of the day `now` lies in, in the program's time zone; of one person where `personId` is given. An
 * attempt belongs to the day it was begun by the device's corrected clock, or was received where no clock was measured.
 */
export async function dayFigures(
  db: Db,
  scope: ProgramScope,
  { timeZone, now, personId }: { timeZone: string; now: Date; personId?: number },
): Promise<DayFigures & { day: string }> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const [row] = await db.execute<{
    day: string;
    attempts: number;
    logged: number;
    discarded: number;
    active: string;
    reset: string;
    pause: string;
    median: number | null;
    wall: number;
    recorder: number;
  }>(sql`
    select (${at} at time zone ${timeZone})::date::text as day, count(*)::int as attempts,
      count(*) filter (where accepted)::int as logged, count(*) filter (where outcome = 'discard')::int as discarded,
      coalesce(sum(duration_ms), 0) as active, coalesce(sum(reset_ms), 0) as reset, coalesce(sum(pause_ms), 0) as pause,
      percentile_cont(0.5) within group (order by duration_ms) filter (where accepted and duration_ms is not null) as median,
      count(*) filter (where timed_by = 'wall')::int as wall, count(*) filter (where timed_by = 'recorder')::int as recorder
    from attempts
    where program_id = ${scope.programId} and undone_at is null
      and received_at >= ${at} - interval '3 days'
      and (coalesce(started_at + clock_offset_ms * interval '1 millisecond', received_at) at time zone ${timeZone})::date
        = (${at} at time zone ${timeZone})::date
      ${personId === undefined ? sql`` : sql`and person_id = ${personId}`}`);
  return {
    day: row.day,
    attempts: row.attempts,
    logged: row.logged,
    discarded: row.discarded,
    activeMs: Number(row.active),
    resetMs: Number(row.reset),
    pauseMs: Number(row.pause),
    medianMs: row.median,
    byWallClock: row.wall,
    byRecorder: row.recorder,
  };
}
