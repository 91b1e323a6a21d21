import { sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Db } from '../client';
import { CONFIRMED_E } from './recordings';

export type ManifestEpisode = {
  id: number;
  datasetId: number;
  datasetName: string;
  location: string;
  sourceIndex: number;
};

/**
 * Demonstrations to train on in order of arrival: all that are confirmed, those of them whose pick reason was "random",
 * or those of a training set, which stays as it was frozen.
 */
export async function manifestEpisodes(
  db: Db,
  scope: ProgramScope,
  of: 'confirmed' | 'random' | { trainingSetId: number },
): Promise<ManifestEpisode[]> {
  const chosen =
    typeof of === 'object'
      ? sql`exists (select 1 from training_set_episodes t where t.training_set_id = ${of.trainingSetId} and t.episode_id = e.id)`
      : of === 'random'
        ? sql`${CONFIRMED_E} and e.pick_kind = 'random'`
        : CONFIRMED_E;
  const rows = await db.execute<ManifestEpisode>(sql`
    select e.id::int as id, e.dataset_id::int as "datasetId", d.name as "datasetName", d.location, e.source_index as "sourceIndex"
    from episodes e join datasets d on d.id = e.dataset_id
    where e.program_id = ${scope.programId} and ${chosen}
    order by e.id`);
  return [...rows];
}

/** Confirmed demonstrations whose pick reason was "random": all that the random arm of a real program can be made of. */
export async function confirmedAtRandom(db: Db, scope: ProgramScope): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from episodes e
    where e.program_id = ${scope.programId} and e.pick_kind = 'random' and ${CONFIRMED_E}`);
  return row.n;
}
