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

/** Confirmed demonstrations in order of arrival; with `randomOnly` those whose pick reason was "random". */
export async function manifestEpisodes(db: Db, scope: ProgramScope, randomOnly: boolean): Promise<ManifestEpisode[]> {
  const rows = await db.execute<ManifestEpisode>(sql`
    select e.id::int as id, e.dataset_id::int as "datasetId", d.name as "datasetName", d.location, e.source_index as "sourceIndex"
    from episodes e join datasets d on d.id = e.dataset_id
    where e.program_id = ${scope.programId} and ${CONFIRMED_E} ${randomOnly ? sql`and e.pick_kind = 'random'` : sql``}
    order by e.id`);
  return [...rows];
}
