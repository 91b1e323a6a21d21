import { and, asc, eq, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Outcome } from '@/server/core/recording/outcome';
import type { Db } from '../client';
import { datasets, episodes } from '../schema/recordings';
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
  const rows = await db.execute<{ id: string; dataset_id: string; source_index: number }>(sql`
    select e.id, e.dataset_id, e.source_index from episodes e
    where e.program_id = ${scope.programId} and e.frames > 0 and ${chosen}
    order by e.dataset_id, e.source_index`);
  return rows.map((row) => ({
    id: Number(row.id),
    datasetId: Number(row.dataset_id),
    sourceIndex: row.source_index,
  }));
}

export async function datasetsOf(db: Db, scope: ProgramScope) {
  return db
    .select({ id: datasets.id, name: datasets.name, location: datasets.location, features: datasets.features })
    .from(datasets)
    .where(eq(datasets.programId, scope.programId))
    .orderBy(asc(datasets.id));
}

/** An episode that predictions are posted for; undefined for one of another program. */
export async function episodeById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select({ id: episodes.id, kind: episodes.kind, frames: episodes.frames, fingerprint: episodes.fingerprint })
    .from(episodes)
    .where(and(eq(episodes.programId, scope.programId), eq(episodes.id, id)));
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
