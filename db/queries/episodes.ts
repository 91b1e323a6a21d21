import { and, asc, eq, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Outcome } from '@/server/core/recording/outcome';
import type { EpisodePageInput } from '@/server/core/recording/schema';
import type { AttributeValue } from '@/server/core/recording/source';
import type { Db } from '../client';
import { people } from '../schema/people';
import { judgements } from '../schema/recordings';
import { EXCLUDED_E, OUTCOME_OF_E } from './recordings';

export interface EpisodeRow {
  id: number;
  kind: 'demonstration' | 'probe_rollout' | 'evaluation_trial';
  datasetId: number;
  datasetName: string;
  importId: number;
  sourceIndex: number;
  configurationId: number | null;
  levels: string[];
  frames: number;
  durationMs: number | null;
  taskText: string;
  outcome: Outcome;
  excluded: boolean;
  checkpointName: string | null;
  createdAt: string;
}

const COLUMNS = sql`
  e.id::int as id, e.kind, e.dataset_id::int as "datasetId", d.name as "datasetName", e.import_id::int as "importId",
  e.source_index as "sourceIndex", e.configuration_id::int as "configurationId", e.frames,
  e.duration_ms as "durationMs", e.task_text as "taskText", ${OUTCOME_OF_E} as outcome, ${EXCLUDED_E} as excluded,
  (select c.name from checkpoints c where c.id = e.checkpoint_id) as "checkpointName",
  coalesce((select array_agg(l.name order by f.position) from configurations c
    join levels l on l.id = any(c.level_ids) join factors f on f.id = l.factor_id
    where c.id = e.configuration_id), '{}') as levels,
  to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt"`;

/** One page of episodes, newest first, under the filters given, and how many there are in all. */
export async function episodePage(
  db: Db,
  scope: ProgramScope,
  filter: EpisodePageInput,
  pageSize: number,
): Promise<{ rows: EpisodeRow[]; total: number }> {
  const conditions = [
    sql`e.program_id = ${scope.programId}`,
    filter.kind && sql`e.kind = ${filter.kind}`,
    filter.configurationId !== undefined && sql`e.configuration_id = ${filter.configurationId}`,
    filter.datasetId !== undefined && sql`e.dataset_id = ${filter.datasetId}`,
    filter.importId !== undefined && sql`e.import_id = ${filter.importId}`,
    filter.mapped !== undefined && sql`(e.configuration_id is not null) = ${filter.mapped}`,
    filter.outcome && sql`${OUTCOME_OF_E} = ${filter.outcome}`,
  ].filter((condition) => typeof condition === 'object');
  const where = sql.join(conditions, sql` and `);
  const [rows, [{ n }]] = await Promise.all([
    db.execute<EpisodeRow & Record<string, unknown>>(sql`
      select ${COLUMNS} from episodes e join datasets d on d.id = e.dataset_id where ${where}
      order by e.id desc limit ${pageSize} offset ${(filter.page - 1) * pageSize}`),
    db.execute<{ n: number }>(sql`select count(*)::int as n from episodes e where ${where}`),
  ]);
  return { rows: [...rows], total: n };
}

/** One episode of the program with what identifies it. */
export async function episodeById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db.execute<
    EpisodeRow & {
      attributes: Record<string, AttributeValue>;
      fingerprint: string;
      contentHash: string;
      location: string;
    } & Record<string, unknown>
  >(sql`
    select ${COLUMNS}, e.attributes, e.fingerprint, e.content_hash as "contentHash", d.location
    from episodes e join datasets d on d.id = e.dataset_id
    where e.program_id = ${scope.programId} and e.id = ${id}`);
  return row;
}

/** What was said about an episode, oldest first, with the person's name where one said it. */
export async function judgementsOf(db: Db, scope: ProgramScope, episodeId: number) {
  return db
    .select({
      id: judgements.id,
      judge: judgements.judge,
      person: people.name,
      kind: judgements.kind,
      value: judgements.value,
      source: judgements.source,
      at: judgements.at,
    })
    .from(judgements)
    .leftJoin(people, eq(people.id, judgements.personId))
    .where(and(eq(judgements.programId, scope.programId), eq(judgements.episodeId, episodeId)))
    .orderBy(asc(judgements.id));
}

/** Datasets of the program by name, with their number of episodes. */
export async function datasetsOf(db: Db, scope: ProgramScope) {
  const rows = await db.execute<{ id: number; name: string; episodes: number }>(sql`
    select d.id::int as id, d.name, (select count(*)::int from episodes e where e.dataset_id = d.id) as episodes
    from datasets d where d.program_id = ${scope.programId} order by d.name, d.id`);
  return [...rows];
}
