import { and, desc, eq, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { AttributeValue, EpisodeHeader } from '@/server/core/recording/source';
import type { Db } from '../client';
import { people } from '../schema/people';
import { checkpoints } from '../schema/policies';
import { robots, stations } from '../schema/programs';
import { datasets, episodes, imports, judgements, uploads } from '../schema/recordings';

/** An upload of the program; undefined for another program's. */
export async function uploadById(db: Db, scope: ProgramScope, id: string) {
  const [row] = await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.programId, scope.programId), eq(uploads.id, id)));
  return row;
}

const IMPORT = {
  id: imports.id,
  name: imports.name,
  state: imports.state,
  kind: sql<'demonstration' | 'probe_rollout'>`${imports.mapping}->>'kind'`,
  datasetId: imports.datasetId,
  episodesTotal: imports.episodesTotal,
  episodesDone: imports.episodesDone,
  episodesAdded: imports.episodesAdded,
  episodesKnown: imports.episodesKnown,
  framesTotal: imports.framesTotal,
  left: imports.left,
  warnings: imports.warnings,
  error: imports.error,
  startedBy: people.name,
  createdAt: imports.createdAt,
  finishedAt: imports.finishedAt,
};

/** Imports, newest first, at most `limit`. */
export async function importsOf(db: Db, scope: ProgramScope, limit: number) {
  return db
    .select(IMPORT)
    .from(imports)
    .leftJoin(people, eq(people.id, imports.startedBy))
    .where(eq(imports.programId, scope.programId))
    .orderBy(desc(imports.id))
    .limit(limit);
}

export async function importById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select(IMPORT)
    .from(imports)
    .leftJoin(people, eq(people.id, imports.startedBy))
    .where(and(eq(imports.programId, scope.programId), eq(imports.id, id)));
  return row;
}

/** What a worker needs of an import: where it reads and under which mapping. */
export async function importPlan(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select({ id: imports.id, state: imports.state, path: imports.path, name: imports.name, mapping: imports.mapping })
    .from(imports)
    .where(and(eq(imports.programId, scope.programId), eq(imports.id, id)));
  return row;
}

export async function insertImport(tx: Db, row: typeof imports.$inferInsert): Promise<number> {
  const [made] = await tx.insert(imports).values(row).returning({ id: imports.id });
  return made.id;
}

export async function updateImport(
  tx: Db,
  scope: ProgramScope,
  id: number,
  part: Partial<typeof imports.$inferInsert>,
) {
  await tx
    .update(imports)
    .set(part)
    .where(and(eq(imports.programId, scope.programId), eq(imports.id, id)));
}

/** The dataset with this source id, made or refreshed. */
export async function upsertDataset(tx: Db, row: typeof datasets.$inferInsert): Promise<number> {
  const [made] = await tx
    .insert(datasets)
    .values(row)
    .onConflictDoUpdate({
      target: [datasets.programId, datasets.sourceId],
      set: { name: row.name, version: row.version, features: row.features, framesPerSecond: row.framesPerSecond },
    })
    .returning({ id: datasets.id });
  return made.id;
}

export interface KnownEpisode {
  id: number;
  fingerprint: string;
  importId: number;
  datasetId: number;
}

/** Episodes of the program that bear one of these fingerprints. */
export async function episodesByFingerprint(
  db: Db,
  scope: ProgramScope,
  fingerprints: readonly string[],
): Promise<KnownEpisode[]> {
  const rows = await db.execute<{ id: string; fingerprint: string; import_id: string; dataset_id: string }>(sql`
    select e.id, e.fingerprint, e.import_id, e.dataset_id from episodes e
    where e.program_id = ${scope.programId}
      and e.fingerprint in (select v from jsonb_array_elements_text(${JSON.stringify(fingerprints)}::text::jsonb) v)`);
  return rows.map((row) => ({
    id: Number(row.id),
    fingerprint: row.fingerprint,
    importId: Number(row.import_id),
    datasetId: Number(row.dataset_id),
  }));
}

export interface NewEpisode {
  sourceIndex: number;
  configurationId: number | null;
  frames: number;
  durationMs: number | null;
  taskText: string;
  attributes: Record<string, AttributeValue>;
  fingerprint: string;
  contentHash: string;
  outcome: EpisodeHeader['outcome'];
}

/** Adds episodes that are not there yet, with a judgement for each whose outcome the recording knows; returns how many were added. */
export async function insertEpisodes(
  tx: Db,
  common: Pick<
    typeof episodes.$inferInsert,
    'programId' | 'datasetId' | 'importId' | 'kind' | 'robotId' | 'stationId' | 'operatorId' | 'checkpointId'
  >,
  rows: readonly NewEpisode[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const added = await tx
    .insert(episodes)
    .values(rows.map(({ outcome: _, ...row }) => ({ ...common, ...row })))
    .onConflictDoNothing({ target: [episodes.programId, episodes.fingerprint] })
    .returning({ id: episodes.id, fingerprint: episodes.fingerprint });
  const outcomes = new Map(rows.map((row) => [row.fingerprint, row.outcome]));
  const judged = added.flatMap(({ id, fingerprint }) => {
    const outcome = outcomes.get(fingerprint);
    if (!outcome || outcome.value === 'unknown') return [];
    return [
      {
        programId: common.programId,
        episodeId: id,
        judge: 'import',
        kind: 'outcome',
        value: outcome.value,
        source: outcome.source,
      },
    ];
  });
  if (judged.length > 0) await tx.insert(judgements).values(judged);
  return added.length;
}

/** Gives a configuration to known episodes that had none; returns how many. */
export async function placeEpisodes(
  tx: Db,
  scope: ProgramScope,
  placed: readonly { id: number; configurationId: number }[],
): Promise<number> {
  if (placed.length === 0) return 0;
  const rows = await tx.execute(sql`
    update episodes e set configuration_id = p.c
    from (select (v->>0)::bigint as id, (v->>1)::bigint as c
      from jsonb_array_elements(${JSON.stringify(placed.map((each) => [each.id, each.configurationId]))}::text::jsonb) v) p
    where e.program_id = ${scope.programId} and e.id = p.id and e.configuration_id is null
    returning e.id`);
  return rows.length;
}

/** Points datasets at a new place when all their episodes were met there again: the files were moved or sent again. */
export async function moveDatasets(
  tx: Db,
  scope: ProgramScope,
  metByDataset: ReadonlyMap<number, number>,
  location: string,
) {
  for (const [id, met] of metByDataset) {
    await tx.execute(sql`
      update datasets set location = ${location}
      where program_id = ${scope.programId} and id = ${id}
        and ${met} = (select count(*) from episodes where dataset_id = ${id})`);
  }
}

/** Removes a dataset that no episode belongs to. */
export async function dropEmptyDataset(tx: Db, scope: ProgramScope, id: number, instead: number | null) {
  const [used] = await tx.execute(sql`select 1 from episodes where dataset_id = ${id} limit 1`);
  if (used || instead === null) return;
  await tx.execute(
    sql`update imports set dataset_id = ${instead} where program_id = ${scope.programId} and dataset_id = ${id}`,
  );
  await tx.execute(sql`delete from datasets where program_id = ${scope.programId} and id = ${id}`);
}

/** Who and what an import may name: robots, stations, operators and checkpoints of the program. */
export async function importChoices(db: Db, scope: ProgramScope) {
  const mine = scope.programId;
  const [robotRows, stationRows, checkpointRows, operatorRows] = await Promise.all([
    db.select({ id: robots.id, name: robots.name }).from(robots).where(eq(robots.programId, mine)).orderBy(robots.name),
    db
      .select({ id: stations.id, name: stations.name })
      .from(stations)
      .where(eq(stations.programId, mine))
      .orderBy(stations.name),
    db
      .select({ id: checkpoints.id, name: checkpoints.name })
      .from(checkpoints)
      .where(eq(checkpoints.programId, mine))
      .orderBy(desc(checkpoints.id)),
    db.execute<{ id: string; name: string }>(sql`
      select distinct p.id, p.name from people p join memberships m on m.person_id = p.id
      where m.program_id = ${mine} order by p.name`),
  ]);
  return {
    robots: robotRows,
    stations: stationRows,
    checkpoints: checkpointRows,
    operators: operatorRows.map((row) => ({ id: Number(row.id), name: row.name })),
  };
}
