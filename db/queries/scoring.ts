import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Outcome } from '@/server/core/recording/outcome';
import { ScoringForm } from '@/server/core/uncertainty/schema';
import type { Db } from '../client';
import { configurations, holds } from '../schema/matrix';
import { checkpoints, configurationScores, moments, scales, scores, scoringRuns } from '../schema/policies';
import { datasets, episodes } from '../schema/recordings';
import { noteArtifacts } from './checkpoints';
import { CONFIRMED_E, EXCLUDED_E, OUTCOME_OF_E } from './recordings';

/** A probe rollout that could be scored. */
export interface RolloutRow {
  id: number;
  datasetId: number;
  sourceIndex: number;
  frames: number;
  fingerprint: string;
  configurationId: number | null;
  /** The policy that drove; null where it is not registered. */
  checkpointId: number | null;
  outcome: Outcome;
}

/** All probe rollouts in use (never trials), by dataset and index. */
export async function probeRollouts(db: Db, scope: ProgramScope): Promise<RolloutRow[]> {
  const rows = await db.execute<{
    id: string;
    dataset_id: string;
    source_index: number;
    frames: number;
    fingerprint: string;
    configuration_id: string | null;
    checkpoint_id: string | null;
    outcome: Outcome;
  }>(sql`
    select e.id, e.dataset_id, e.source_index, e.frames, e.fingerprint, e.configuration_id, e.checkpoint_id,
      ${OUTCOME_OF_E} as outcome
    from episodes e
    where e.program_id = ${scope.programId} and e.kind = 'probe_rollout' and e.frames > 0 and not ${EXCLUDED_E}
    order by e.dataset_id, e.source_index, e.id`);
  const idOf = (value: string | null) => (value === null ? null : Number(value));
  return rows.map((row) => ({
    id: Number(row.id),
    datasetId: Number(row.dataset_id),
    sourceIndex: row.source_index,
    frames: row.frames,
    fingerprint: row.fingerprint,
    configurationId: idOf(row.configuration_id),
    checkpointId: idOf(row.checkpoint_id),
    outcome: row.outcome,
  }));
}

/** Demonstrations to estimate a scale on: those of the training set, or all confirmed ones without one. */
export async function demonstrationsForScale(db: Db, scope: ProgramScope, trainingSetId: number | null) {
  const chosen =
    trainingSetId === null
      ? CONFIRMED_E
      : sql`e.kind = 'demonstration' and exists (select 1 from training_set_episodes t
          where t.training_set_id = ${trainingSetId} and t.episode_id = e.id)`;
  const rows = await db.execute<{ dataset_id: string; source_index: number }>(sql`
    select e.dataset_id, e.source_index from episodes e
    where e.program_id = ${scope.programId} and e.frames > 0 and ${chosen}
    order by e.dataset_id, e.source_index`);
  return rows.map((row) => ({ datasetId: Number(row.dataset_id), sourceIndex: row.source_index }));
}

export async function datasetsOf(db: Db, scope: ProgramScope) {
  return db
    .select({ id: datasets.id, name: datasets.name, location: datasets.location, features: datasets.features })
    .from(datasets)
    .where(eq(datasets.programId, scope.programId))
    .orderBy(asc(datasets.id));
}

/** Scoring runs with their checkpoint's name, newest first. */
export async function scoringRunsOf(db: Db, scope: ProgramScope, limit: number) {
  return db
    .select({
      id: scoringRuns.id,
      checkpointId: scoringRuns.checkpointId,
      checkpointName: checkpoints.name,
      form: scoringRuns.form,
      state: scoringRuns.state,
      episodesTotal: scoringRuns.episodesTotal,
      framesTotal: scoringRuns.framesTotal,
      framesDone: scoringRuns.framesDone,
      threshold: scoringRuns.threshold,
      createdAt: scoringRuns.createdAt,
      finishedAt: scoringRuns.finishedAt,
    })
    .from(scoringRuns)
    .innerJoin(checkpoints, eq(checkpoints.id, scoringRuns.checkpointId))
    .where(eq(scoringRuns.programId, scope.programId))
    .orderBy(desc(scoringRuns.id))
    .limit(limit);
}

/** One scoring run of the program, its form completed where it was stored before a choice existed; undefined when it is not there. */
export async function scoringRunById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select()
    .from(scoringRuns)
    .where(and(eq(scoringRuns.programId, scope.programId), eq(scoringRuns.id, id)));
  return row && { ...row, form: ScoringForm.parse(row.form) };
}

/** Scoring runs that wait or go on. */
export async function liveScoringRuns(db: Db, scope: ProgramScope) {
  return db
    .select({ id: scoringRuns.id, checkpointId: scoringRuns.checkpointId })
    .from(scoringRuns)
    .where(and(eq(scoringRuns.programId, scope.programId), inArray(scoringRuns.state, ['queued', 'running'])));
}

export type ScoringState = (typeof scoringRuns.$inferSelect)['state'];

/** Changes a scoring run that is in one of the states `from`; false when it is not (any more). */
export async function changeScoringRun(
  tx: Db,
  scope: ProgramScope,
  id: number,
  from: ScoringState[],
  change: Partial<typeof scoringRuns.$inferInsert>,
): Promise<boolean> {
  const rows = await tx
    .update(scoringRuns)
    .set(change)
    .where(and(eq(scoringRuns.programId, scope.programId), eq(scoringRuns.id, id), inArray(scoringRuns.state, from)))
    .returning({ id: scoringRuns.id });
  return rows.length > 0;
}

/** Artifact keys of the cached predictions under these keys, by key. */
export async function cachedMoments(db: Db, scope: ProgramScope, keys: readonly string[]) {
  const found = new Map<string, string>();
  for (let at = 0; at < keys.length; at += 1000) {
    const rows = await db
      .select({ key: moments.key, artifactKey: moments.artifactKey })
      .from(moments)
      .where(and(eq(moments.programId, scope.programId), inArray(moments.key, keys.slice(at, at + 1000))));
    for (const row of rows) found.set(row.key, row.artifactKey);
  }
  return found;
}

/** Notes the predictions of one episode in the cache; what is there stays. False when it was there. */
export async function insertMoments(
  tx: Db,
  scope: ProgramScope,
  row: { key: string; episodeId: number; checkpointId: number; artifactKey: string; bytes: number; mediaType: string },
): Promise<boolean> {
  const { bytes, mediaType, ...cached } = row;
  await noteArtifacts(tx, [{ key: row.artifactKey, bytes, mediaType }]);
  const added = await tx
    .insert(moments)
    .values({ programId: scope.programId, ...cached })
    .onConflictDoNothing()
    .returning({ key: moments.key });
  return added.length > 0;
}

/** The newest frozen scale of an action space. */
export async function scaleOf(db: Db, scope: ProgramScope, actionSpaceId: number) {
  const [row] = await db
    .select()
    .from(scales)
    .where(and(eq(scales.programId, scope.programId), eq(scales.actionSpaceId, actionSpaceId)))
    .orderBy(desc(scales.version))
    .limit(1);
  return row;
}

/** Freezes a scale under the program's next version. */
export async function insertScale(
  tx: Db,
  scope: ProgramScope,
  row: { actionSpaceId: number; deviations: number[]; source: string },
) {
  const [made] = await tx
    .insert(scales)
    .values({
      programId: scope.programId,
      version: sql`(select coalesce(max(version), 0) + 1 from scales where program_id = ${scope.programId})`,
      ...row,
    })
    .returning();
  return made;
}

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

/** Level ids of configurations by id, those outside the matrix too. */
export async function levelsOfConfigurations(db: Db, scope: ProgramScope, ids: readonly number[]) {
  const found = new Map<number, number[]>();
  for (let at = 0; at < ids.length; at += 1000) {
    const rows = await db
      .select({ id: configurations.id, levelIds: configurations.levelIds })
      .from(configurations)
      .where(and(eq(configurations.programId, scope.programId), inArray(configurations.id, ids.slice(at, at + 1000))));
    for (const row of rows) found.set(row.id, row.levelIds);
  }
  return found;
}

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

/** The score in the row `scores` by the statistic that its run `r` ranks by. */
export const rankedScore = (scores: 's' | 'o') => {
  const column = (name: string) => sql.raw(`${scores}.${name}`);
  return sql`(case r.form ->> 'statistic' when 'p95' then ${column('p95')} when 'windowMax' then ${column('window_max')}
    when 'max' then ${column('max')} else ${column('mean')} end)`;
};

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

/** An episode that predictions are posted for; undefined for one of another program. */
export async function episodeById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select({ id: episodes.id, kind: episodes.kind, frames: episodes.frames, fingerprint: episodes.fingerprint })
    .from(episodes)
    .where(and(eq(episodes.programId, scope.programId), eq(episodes.id, id)));
  return row;
}

/** Artifact key of some predictions cached for a checkpoint; undefined when there are none. */
export async function someMomentsOf(db: Db, scope: ProgramScope, checkpointId: number) {
  const [row] = await db
    .select({ artifactKey: moments.artifactKey })
    .from(moments)
    .where(and(eq(moments.programId, scope.programId), eq(moments.checkpointId, checkpointId)))
    .limit(1);
  return row?.artifactKey;
}

export async function scaleById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select()
    .from(scales)
    .where(and(eq(scales.programId, scope.programId), eq(scales.id, id)));
  return row;
}

/** Probe rollouts as scripts need them: which recording, which index, how long. */
export async function rolloutsForScripts(db: Db, scope: ProgramScope) {
  return db
    .select({
      episodeId: episodes.id,
      dataset: datasets.name,
      index: episodes.sourceIndex,
      frames: episodes.frames,
      configurationId: episodes.configurationId,
    })
    .from(episodes)
    .innerJoin(datasets, eq(datasets.id, episodes.datasetId))
    .where(and(eq(episodes.programId, scope.programId), eq(episodes.kind, 'probe_rollout')))
    .orderBy(asc(datasets.name), asc(episodes.sourceIndex), asc(episodes.id));
}
