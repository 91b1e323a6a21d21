import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Outcome } from '@/server/core/recording/outcome';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { Db } from '../client';
import { configurations, holds } from '../schema/matrix';
import { configurationScores, scores, scoringRuns } from '../schema/policies';
import { datasets, episodes } from '../schema/recordings';
import { OUTCOME_OF_E } from './recordings';

/** Adds scores of rollouts; those there already stay. */
export async function insertScores(tx: Db, rows: (typeof scores.$inferInsert)[]) {
  if (rows.length > 0) await tx.insert(scores).values(rows).onConflictDoNothing();
}

export async function insertConfigurationScores(tx: Db, rows: (typeof configurationScores.$inferInsert)[]) {
  if (rows.length > 0) await tx.insert(configurationScores).values(rows).onConflictDoNothing();
}

export async function insertHolds(tx: Db, rows: (typeof holds.$inferInsert)[]) {
  if (rows.length > 0) await tx.insert(holds).values(rows).onConflictDoNothing();
}

/** The score in the row `scores` by the statistic that its run `r` ranks by. */
export const rankedScore = (scores: 's' | 'o') => {
  const column = (name: string) => sql.raw(`${scores}.${name}`);
  return sql`(case r.form ->> 'statistic' when 'p95' then ${column('p95')} when 'windowMax' then ${column('window_max')}
    when 'max' then ${column('max')} else ${column('mean')} end)`;
};

/** Scores of the rollouts of a scoring run with what they are of, highest mean first. */
export async function scoresOf(db: Db, scope: ProgramScope, scoringRunId: number) {
  const rows = await db
    .select({
      episodeId: scores.episodeId,
      datasetId: episodes.datasetId,
      dataset: datasets.name,
      sourceIndex: episodes.sourceIndex,
      configurationId: scores.configurationId,
      outcome: sql<Outcome>`(select ${OUTCOME_OF_E} from episodes e where e.id = ${scores.episodeId})`,
      steps: scores.steps,
      mean: scores.mean,
      p95: scores.p95,
      windowMax: scores.windowMax,
      max: scores.max,
      firstStep: scores.firstStep,
      signals: scores.signals,
      beyondLimits: scores.beyondLimits,
      beyondDimension: scores.beyondDimension,
    })
    .from(scores)
    .innerJoin(scoringRuns, eq(scoringRuns.id, scores.scoringRunId))
    .innerJoin(episodes, eq(episodes.id, scores.episodeId))
    .innerJoin(datasets, eq(datasets.id, episodes.datasetId))
    .where(and(eq(scoringRuns.programId, scope.programId), eq(scores.scoringRunId, scoringRunId)))
    .orderBy(desc(scores.mean), asc(scores.episodeId));
  return rows;
}

/** An episode in the newest finished scoring run that has it: its figures and its place among the run's rollouts. */
export async function latestScoreOf(db: Db, scope: ProgramScope, episodeId: number) {
  const [row] = await db.execute<{
    scoringRunId: number;
    checkpointId: number;
    scaleId: number | null;
    form: ScoringForm;
    threshold: number | null;
    mean: number | null;
    p95: number | null;
    windowMax: number | null;
    max: number | null;
    signals: Record<string, number>;
    rank: number;
    of: number;
  }>(sql`
    select r.id::int as "scoringRunId", r.checkpoint_id::int as "checkpointId", r.scale_id::int as "scaleId", r.form,
      r.threshold, s.mean, s.p95, s.window_max as "windowMax", s.max, s.signals, place.rank, place.of
    from scores s join scoring_runs r on r.id = s.scoring_run_id
    cross join lateral (
      select 1 + count(*) filter (where ${rankedScore('o')} > ${rankedScore('s')})::int as rank, count(*)::int as of
      from scores o where o.scoring_run_id = r.id) place
    where r.program_id = ${scope.programId} and r.state = 'done' and s.episode_id = ${episodeId}
    order by r.id desc limit 1`);
  // A form stored before it had all its parts gets their defaults.
  return row && { ...row, form: ScoringForm.parse(row.form) };
}

/** Measured scores of configurations of a scoring run with their levels, highest first; all of them, or the `first` few. */
export async function configurationScoresOf(db: Db, scope: ProgramScope, scoringRunId: number, first?: number) {
  const rows = db
    .select({
      configurationId: configurationScores.configurationId,
      levelIds: configurations.levelIds,
      rollouts: configurationScores.rollouts,
      successes: configurationScores.successes,
      judged: configurationScores.judged,
      rawMean: configurationScores.rawMean,
      mean: configurationScores.mean,
      sd: configurationScores.sd,
      windowMax: configurationScores.windowMax,
    })
    .from(configurationScores)
    .innerJoin(scoringRuns, eq(scoringRuns.id, configurationScores.scoringRunId))
    .innerJoin(configurations, eq(configurations.id, configurationScores.configurationId))
    .where(and(eq(scoringRuns.programId, scope.programId), eq(configurationScores.scoringRunId, scoringRunId)))
    .orderBy(desc(configurationScores.mean), asc(configurationScores.configurationId));
  return first === undefined ? rows : rows.limit(first);
}

/**
 * Scored rollouts of the random reserve that the run's policy drove, or whose policy is not known: of configurations
 * that a published schedule picked at random, or recorded as random themselves.
 */
export async function reserveRollouts(db: Db, scope: ProgramScope, run: { id: number; checkpointId: number }) {
  const rows = await db.execute<{
    configuration_id: string;
    outcome: Outcome;
    mean: number | null;
    p95: number | null;
    window_max: number | null;
    max: number | null;
    first_step: number | null;
  }>(sql`
    select s.configuration_id, ${OUTCOME_OF_E} as outcome, s.mean, s.p95, s.window_max, s.max, s.first_step
    from scores s join episodes e on e.id = s.episode_id
    where s.scoring_run_id = ${run.id} and e.program_id = ${scope.programId} and s.configuration_id is not null
      and (e.checkpoint_id is null or e.checkpoint_id = ${run.checkpointId})
      and (e.pick_kind = 'random' or exists (
        select 1 from picks p join schedules c on c.id = p.schedule_id
        where c.program_id = ${scope.programId} and c.state in ('published', 'superseded')
          and p.kind = 'random' and p.configuration_id = s.configuration_id))
    order by s.episode_id`);
  return rows.map((row) => ({
    configurationId: Number(row.configuration_id),
    outcome: row.outcome,
    mean: row.mean,
    p95: row.p95,
    windowMax: row.window_max,
    max: row.max,
    firstStep: row.first_step,
  }));
}

/** Variance of log scores over the repeated rollouts of each configuration that has some. */
export async function repeatVariances(db: Db, scope: ProgramScope, scoringRunId: number) {
  const rows = await db
    .select({ configurationId: configurationScores.configurationId, variance: configurationScores.repeatVariance })
    .from(configurationScores)
    .innerJoin(scoringRuns, eq(scoringRuns.id, configurationScores.scoringRunId))
    .where(and(eq(scoringRuns.programId, scope.programId), eq(configurationScores.scoringRunId, scoringRunId)));
  return rows.flatMap(({ configurationId, variance }) => (variance === null ? [] : [{ configurationId, variance }]));
}

/** Holds that came out of a scoring run, with the levels of their configuration. */
export async function holdsOfScoring(db: Db, scope: ProgramScope, scoringRunId: number) {
  return db
    .select({
      id: holds.id,
      configurationId: holds.configurationId,
      levelIds: configurations.levelIds,
      share: holds.share,
      dimension: holds.dimension,
      releasedAt: holds.releasedAt,
      releaseReason: holds.releaseReason,
    })
    .from(holds)
    .innerJoin(configurations, eq(configurations.id, holds.configurationId))
    .where(and(eq(holds.programId, scope.programId), eq(holds.scoringRunId, scoringRunId)))
    .orderBy(desc(holds.share), asc(holds.id));
}
