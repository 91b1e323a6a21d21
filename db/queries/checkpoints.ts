import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { PolicyCard } from '@/server/core/policy/schema';
import type { ProgramScope } from '@/server/core/program/scope';
import type { Feature } from '@/server/core/recording/source';
import type { Db } from '../client';
import { checkpoints, members, runs, trainingSets } from '../schema/policies';
import { type ActionDimension, actionSpaces, artifacts } from '../schema/programs';
import { datasets, uploads } from '../schema/recordings';
import { CONFIRMED_E } from './recordings';

/** Checkpoints, newest first, with their run, training set, number of members and newest finished scoring. */
export async function checkpointsOf(db: Db, scope: ProgramScope, id?: number) {
  return db
    .select({
      id: checkpoints.id,
      name: checkpoints.name,
      form: checkpoints.form,
      runId: checkpoints.runId,
      runName: runs.name,
      arm: runs.arm,
      trainingSetId: checkpoints.trainingSetId,
      trainingSetName: trainingSets.name,
      trainingSetSize: trainingSets.size,
      trainingSetListed: sql<boolean>`${trainingSets.hash} is not null`,
      chunkLength: checkpoints.chunkLength,
      executedSteps: checkpoints.executedSteps,
      actionDims: checkpoints.actionDims,
      actionSpaceId: checkpoints.actionSpaceId,
      actionLimits: checkpoints.actionLimits,
      isCurrent: checkpoints.isCurrent,
      createdAt: checkpoints.createdAt,
      members: sql<number>`(select count(*)::int from members m where m.checkpoint_id = ${checkpoints.id})`,
      scoringRunId: sql<
        number | null
      >`(select max(s.id)::int from scoring_runs s where s.checkpoint_id = ${checkpoints.id} and s.state = 'done')`,
    })
    .from(checkpoints)
    .leftJoin(runs, eq(runs.id, checkpoints.runId))
    .leftJoin(trainingSets, eq(trainingSets.id, checkpoints.trainingSetId))
    .where(and(eq(checkpoints.programId, scope.programId), id === undefined ? undefined : eq(checkpoints.id, id)))
    .orderBy(desc(checkpoints.id));
}

/** Members of a checkpoint of the program, in their order. */
export async function membersOf(db: Db, scope: ProgramScope, checkpointId: number) {
  return db
    .select({
      id: members.id,
      name: members.name,
      artifactKey: members.artifactKey,
      bytes: artifacts.bytes,
      externalData: members.externalData,
      card: members.card,
    })
    .from(members)
    .innerJoin(checkpoints, eq(checkpoints.id, members.checkpointId))
    .innerJoin(artifacts, eq(artifacts.key, members.artifactKey))
    .where(and(eq(checkpoints.programId, scope.programId), eq(members.checkpointId, checkpointId)))
    .orderBy(asc(members.position));
}

export interface NewMember {
  name: string;
  artifactKey: string;
  externalData: Record<string, string>;
  card: PolicyCard;
}

export async function insertMembers(tx: Db, checkpointId: number, rows: readonly NewMember[]) {
  if (rows.length > 0)
    await tx.insert(members).values(rows.map((row, position) => ({ checkpointId, position, ...row })));
}

/** Notes stored bytes, so that rows may refer to them; known ones are left alone. */
export async function noteArtifacts(
  tx: Db,
  stored: readonly { key: string; bytes: number; mediaType: string }[],
): Promise<void> {
  if (stored.length > 0)
    await tx
      .insert(artifacts)
      .values([...stored])
      .onConflictDoNothing();
}

/** Makes `id` the one current checkpoint. */
export async function markCurrent(tx: Db, scope: ProgramScope, id: number) {
  await tx.update(checkpoints).set({ isCurrent: false }).where(eq(checkpoints.programId, scope.programId));
  await tx
    .update(checkpoints)
    .set({ isCurrent: true })
    .where(and(eq(checkpoints.programId, scope.programId), eq(checkpoints.id, id)));
}

export async function runsOf(db: Db, scope: ProgramScope) {
  return db.select().from(runs).where(eq(runs.programId, scope.programId)).orderBy(asc(runs.name));
}

export async function trainingSetsOf(db: Db, scope: ProgramScope) {
  return db
    .select()
    .from(trainingSets)
    .where(eq(trainingSets.programId, scope.programId))
    .orderBy(desc(trainingSets.id));
}

/** Episodes by id, in id order, with what a training set needs to know of them. */
export async function episodesForTraining(db: Db, scope: ProgramScope, ids: readonly number[]) {
  const rows = await db.execute<{ id: string; kind: string; fingerprint: string }>(sql`
    select e.id, e.kind, e.fingerprint from episodes e
    where e.program_id = ${scope.programId}
      and e.id in (select v::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) v)
    order by e.id`);
  return rows.map((row) => ({ id: Number(row.id), kind: row.kind, fingerprint: row.fingerprint }));
}

/** Ids of all demonstrations that are confirmed now. */
export async function confirmedDemonstrationIds(db: Db, scope: ProgramScope): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select e.id from episodes e where e.program_id = ${scope.programId} and ${CONFIRMED_E} order by e.id`,
  );
  return rows.map((row) => Number(row.id));
}

/** Adds episodes to a training set; evaluation trials are refused by the table itself. */
export async function insertTrainingEpisodes(
  tx: Db,
  scope: ProgramScope,
  trainingSetId: number,
  ids: readonly number[],
) {
  await tx.execute(sql`
    insert into training_set_episodes (training_set_id, episode_id, episode_kind)
    select ${trainingSetId}::bigint, e.id, e.kind from episodes e
    where e.program_id = ${scope.programId}
      and e.id in (select v::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb) v)
    on conflict do nothing`);
}

/** The action space with exactly these dimensions, made when there is none. */
export async function actionSpaceFor(tx: Db, scope: ProgramScope, name: string, dimensions: ActionDimension[]) {
  const known = await tx.select().from(actionSpaces).where(eq(actionSpaces.programId, scope.programId));
  const key = (list: readonly ActionDimension[]) =>
    JSON.stringify(list.map((d) => [d.name, d.unit, d.kind, d.wraps ?? null]));
  const same = known.find((space) => key(space.dimensions) === key(dimensions));
  if (same) return same.id;
  const taken = new Set(known.map((space) => space.name));
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name} ${n}`;
  const [row] = await tx
    .insert(actionSpaces)
    .values({ programId: scope.programId, name: free, dimensions })
    .returning({ id: actionSpaces.id });
  return row.id;
}

/** The action space of a checkpoint; undefined for one of another program. */
export async function actionSpaceById(db: Db, scope: ProgramScope, id: number) {
  const [row] = await db
    .select()
    .from(actionSpaces)
    .where(and(eq(actionSpaces.programId, scope.programId), eq(actionSpaces.id, id)));
  return row;
}

/** Features recorded in the program: of every name the first one seen, readable ones first. */
export async function recordedFeatures(db: Db, scope: ProgramScope): Promise<Feature[]> {
  const rows = await db
    .select({ features: datasets.features })
    .from(datasets)
    .where(eq(datasets.programId, scope.programId))
    .orderBy(asc(datasets.id));
  const found = new Map<string, Feature>();
  for (const feature of rows.flatMap((row) => row.features))
    if (!found.get(feature.name)?.readable) found.set(feature.name, feature);
  return [...found.values()];
}

/** Uploads of the program by id. */
export async function uploadsById(db: Db, scope: ProgramScope, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .select({ id: uploads.id, name: uploads.name, path: uploads.path })
    .from(uploads)
    .where(and(eq(uploads.programId, scope.programId), inArray(uploads.id, [...ids])));
}
