import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { AssignmentState } from '@/server/core/collect/words';
import type { ProgramScope } from '@/server/core/program/scope';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { Db } from '../client';
import { checkpoints, scoringRuns, trainingSets } from '../schema/policies';
import { assignments, picks, rounds, schedules } from '../schema/schedules';
import { CONFIRMED_E } from './recordings';

/** The open round; undefined between rounds. */
export async function openRoundOf(db: Db, scope: ProgramScope) {
  const [row] = await db
    .select()
    .from(rounds)
    .where(and(eq(rounds.programId, scope.programId), eq(rounds.state, 'open')));
  return row;
}

/** All rounds, newest first. */
export async function roundsOf(db: Db, scope: ProgramScope) {
  return db.select().from(rounds).where(eq(rounds.programId, scope.programId)).orderBy(desc(rounds.number));
}

/** Opens the next round and returns it. */
export async function insertRound(tx: Db, scope: ProgramScope, now: Date) {
  const [row] = await tx
    .insert(rounds)
    .values({
      programId: scope.programId,
      number: sql`(select coalesce(max(number), 0) + 1 from rounds where program_id = ${scope.programId})`,
      openedAt: now,
    })
    .returning();
  return row;
}

/** The newest finished scoring run with its checkpoint and training-set size (null when unknown). */
export async function latestScoring(db: Db, scope: ProgramScope, scoringRunId?: number) {
  const [row] = await db
    .select({
      id: scoringRuns.id,
      checkpointId: scoringRuns.checkpointId,
      checkpointName: checkpoints.name,
      form: scoringRuns.form,
      measure: scoringRuns.measure,
      interpolationKey: scoringRuns.interpolationKey,
      interpolation: scoringRuns.interpolation,
      threshold: scoringRuns.threshold,
      startedAt: scoringRuns.startedAt,
      finishedAt: scoringRuns.finishedAt,
      trainingSetSize: trainingSets.size,
    })
    .from(scoringRuns)
    .innerJoin(checkpoints, eq(checkpoints.id, scoringRuns.checkpointId))
    .leftJoin(trainingSets, eq(trainingSets.id, checkpoints.trainingSetId))
    .where(
      and(
        eq(scoringRuns.programId, scope.programId),
        eq(scoringRuns.state, 'done'),
        scoringRunId === undefined ? undefined : eq(scoringRuns.id, scoringRunId),
      ),
    )
    .orderBy(desc(scoringRuns.id))
    .limit(1);
  return row && { ...row, form: ScoringForm.parse(row.form) };
}

export async function currentCheckpoint(db: Db, scope: ProgramScope) {
  const [row] = await db
    .select({ id: checkpoints.id, name: checkpoints.name, trainingSetSize: trainingSets.size })
    .from(checkpoints)
    .leftJoin(trainingSets, eq(trainingSets.id, checkpoints.trainingSetId))
    .where(and(eq(checkpoints.programId, scope.programId), eq(checkpoints.isCurrent, true)));
  return row;
}

/** Demonstrations that entered the store after `since` and are confirmed. */
export async function confirmedSince(db: Db, scope: ProgramScope, since: Date): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from episodes e
    where e.program_id = ${scope.programId} and e.created_at > ${since.toISOString()}::timestamptz and ${CONFIRMED_E}`);
  return row.n;
}

/** Schedules of the program, newest first, with their round. */
export async function schedulesOf(db: Db, scope: ProgramScope, limit: number) {
  return db
    .select({
      id: schedules.id,
      roundNumber: rounds.number,
      roundState: rounds.state,
      state: schedules.state,
      request: schedules.request,
      summary: schedules.summary,
      scoringRunId: schedules.scoringRunId,
      createdAt: schedules.createdAt,
      publishedAt: schedules.publishedAt,
      outputHash: schedules.outputHash,
    })
    .from(schedules)
    .innerJoin(rounds, eq(rounds.id, schedules.roundId))
    .where(eq(schedules.programId, scope.programId))
    .orderBy(desc(schedules.id))
    .limit(limit);
}

/** One schedule of the program; undefined when it is not there. */
export async function scheduleById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select()
    .from(schedules)
    .where(and(eq(schedules.programId, scope.programId), eq(schedules.id, id)));
  return row;
}

/** States of assignments from what needs somebody first to what is finished. */
const LEAST_FAR = `{${(['blocked', 'queued', 'skipped', 'claimed', 'in_progress', 'done'] satisfies AssignmentState[]).join(',')}}`;

/** Picks of a schedule in their order, with the levels of their configuration and what was logged and confirmed. */
export async function picksOf(db: Db, scope: ProgramScope, scheduleId: number) {
  // A pick whose assignment was split is as far as the part that is least far.
  const work = db
    .select({
      pickId: assignments.pickId,
      logged: sql<number>`sum(${assignments.logged})::int`.as('done_of'),
      state: sql<AssignmentState>`(array_agg(${assignments.state}::text order by
        array_position(${LEAST_FAR}::text[], ${assignments.state}::text)))[1]`.as('state_of'),
    })
    .from(assignments)
    .where(eq(assignments.scheduleId, scheduleId))
    .groupBy(assignments.pickId)
    .as('work');
  const rows = await db
    .select({
      id: picks.id,
      position: picks.position,
      configurationId: picks.configurationId,
      levelIds: sql<number[]>`(select level_ids from configurations c where c.id = ${picks.configurationId})`,
      demonstrations: picks.demonstrations,
      kind: picks.kind,
      score: picks.score,
      spread: picks.spread,
      gain: picks.gain,
      reason: picks.reason,
      state: sql<AssignmentState | null>`${work.state}`,
      logged: sql<number>`coalesce(${work.logged}, 0)`,
    })
    .from(picks)
    .innerJoin(schedules, eq(schedules.id, picks.scheduleId))
    .leftJoin(work, eq(work.pickId, picks.id))
    .where(and(eq(schedules.programId, scope.programId), eq(picks.scheduleId, scheduleId)))
    .orderBy(asc(picks.position));
  return rows;
}

/** Demonstrations a configuration was still owed when the last closed round ended, by configuration; empty when all was done. */
export async function undoneOfLastRound(db: Db, scope: ProgramScope) {
  const rows = await db.execute<{ id: string; undone: number }>(sql`
    select a.configuration_id as id, sum(a.wanted - a.logged)::int as undone
    from assignments a
    join schedules s on s.id = a.schedule_id and s.state = 'published'
    where a.program_id = ${scope.programId} and a.wanted > a.logged
      and s.round_id = (select id from rounds where program_id = ${scope.programId} and state = 'closed'
        order by number desc limit 1)
    group by a.configuration_id order by a.configuration_id`);
  return rows.map((row) => ({ configurationId: Number(row.id), demonstrations: row.undone }));
}
