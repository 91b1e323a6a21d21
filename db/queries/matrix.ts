import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { ProgramScope } from '@/server/core/program/scope';
import type { DailyHours } from '@/server/core/schedule/shift';
import type { Db } from '../client';
import { configurations, exclusions, factors, holds, levels, safetyRules } from '../schema/matrix';

export interface LevelRow {
  id: number;
  name: string;
  instruction: string;
  setupNote: string;
  picture: string | null;
  /** How many of it there are; null for plenty. */
  quantity: number | null;
  /** Hours of the day in which it can be recorded, in local minutes; null for always. */
  hours: DailyHours | null;
  /** How often it occurs in use, against the other levels of its factor; null where nobody said. */
  deploymentWeight: number | null;
  retired: boolean;
}

export interface FactorRow {
  id: number;
  key: string;
  name: string;
  position: number;
  changeoverWeight: number;
  levels: LevelRow[];
}

/** Factors in matrix order, each with all its levels (retired ones included) in their order. */
export async function factorsOf(db: Db, scope: ProgramScope): Promise<FactorRow[]> {
  const rows = await db
    .select({ factor: factors, level: levels })
    .from(factors)
    .leftJoin(levels, eq(levels.factorId, factors.id))
    .where(eq(factors.programId, scope.programId))
    .orderBy(asc(factors.position), asc(levels.position), asc(levels.id));
  const byId = new Map<number, FactorRow>();
  for (const { factor, level } of rows) {
    const { id, key, name, position, changeoverWeight } = factor;
    const known = byId.get(id) ?? { id, key, name, position, changeoverWeight, levels: [] };
    byId.set(id, known);
    if (level) known.levels.push(levelOf(level));
  }
  return [...byId.values()];
}

const levelOf = (level: typeof levels.$inferSelect): LevelRow => ({
  id: level.id,
  name: level.name,
  instruction: level.instruction,
  setupNote: level.setupNote,
  picture: level.picture,
  quantity: level.quantity,
  hours: level.hoursFrom === null || level.hoursTo === null ? null : { from: level.hoursFrom, to: level.hoursTo },
  deploymentWeight: level.deploymentWeight,
  retired: level.retiredAt !== null,
});

/** Embeddings of the levels that have one, by level id. */
export async function levelEmbeddings(db: Db, scope: ProgramScope): Promise<Map<number, number[]>> {
  const rows = await db
    .select({ id: levels.id, embedding: levels.embedding })
    .from(levels)
    .where(and(eq(levels.programId, scope.programId), isNotNull(levels.embedding)));
  return new Map(rows.flatMap(({ id, embedding }) => (embedding ? [[id, embedding]] : [])));
}

/**
 * Adds the combinations numbered [from, to) of the given level ids (one list a factor, in factor order, enumerated by
 * `strides`); those already there are left alone. One set-based statement.
 */
export async function insertCombinations(
  db: Db,
  scope: ProgramScope,
  levelIds: readonly (readonly number[])[],
  strides: readonly number[],
  from: number,
  to: number,
) {
  const parts = levelIds.map(
    (ids, f) =>
      sql`(${sql.raw(`'{${ids.map(Number).join(',')}}'`)}::int[])[(n / ${sql.raw(String(strides[f]))}) % ${sql.raw(String(ids.length))} + 1]`,
  );
  await db.execute(sql`
    insert into configurations (program_id, level_ids)
    select ${scope.programId}, array[${sql.join(parts, sql`, `)}]
    from generate_series(${from}::bigint, ${to - 1}::bigint) n
    order by n
    on conflict (program_id, level_ids) do nothing`);
}

/** Marks what the exclusions of the program remove among configurations with id in (after, upTo], and counts them. */
export async function applyExclusions(db: Db, scope: ProgramScope, after: number, upTo: number): Promise<number> {
  const marked = await db.execute(sql`
    update configurations c set exclusion_id = e.id
    from exclusions e
    where c.program_id = ${scope.programId} and e.program_id = ${scope.programId}
      and c.id > ${after} and c.id <= ${upTo} and c.exclusion_id is null and c.level_ids @> e.level_ids
    returning c.id`);
  return marked.length;
}

/** Takes one exclusion's mark off the configurations with id in (after, upTo]. */
export async function clearExclusion(db: Db, scope: ProgramScope, exclusionId: number, after: number, upTo: number) {
  await db.execute(sql`
    update configurations set exclusion_id = null
    where program_id = ${scope.programId} and exclusion_id = ${exclusionId} and id > ${after} and id <= ${upTo}`);
}

/** Counts of the matrix: combinations, those removed by exclusions, and the id range. */
export async function matrixSize(db: Db, scope: ProgramScope) {
  const [row] = await db.execute<{ total: string; excluded: string; first: string; last: string }>(sql`
    select count(*) as total, count(exclusion_id) as excluded, coalesce(min(id), 0) as first, coalesce(max(id), 0) as last
    from configurations where program_id = ${scope.programId}`);
  return {
    total: Number(row.total),
    excluded: Number(row.excluded),
    firstId: Number(row.first),
    lastId: Number(row.last),
  };
}

export interface ConfigurationRow {
  id: number;
  levelIds: number[];
}

/** Configurations of the diversity matrix (not excluded, no retired level) with id after `afterId`, by id. */
export async function configurationsAfter(
  db: Db,
  scope: ProgramScope,
  afterId: number,
  limit: number,
): Promise<ConfigurationRow[]> {
  const rows = await db.execute<{ id: string; level_ids: number[] }>(sql`
    select id, level_ids from configurations
    where program_id = ${scope.programId} and id > ${afterId} and exclusion_id is null
      and not level_ids && array(select id from levels where program_id = ${scope.programId} and retired_at is not null)
    order by id limit ${limit}`);
  return rows.map((row) => ({ id: Number(row.id), levelIds: row.level_ids }));
}

/** Ids of configurations by their levels (each in factor order), for the combinations that exist. Key: level ids joined by commas. */
export async function configurationIdsByLevels(
  db: Db,
  scope: ProgramScope,
  combinations: readonly (readonly number[])[],
) {
  const found = new Map<string, number>();
  for (let at = 0; at < combinations.length; at += 2000) {
    const keys = combinations.slice(at, at + 2000).map((ids) => `{${ids.map(Number).join(',')}}`);
    const rows = await db.execute<{ id: string; level_ids: number[] }>(sql`
      select c.id, c.level_ids from configurations c
      where c.program_id = ${scope.programId}
        and c.level_ids = any(select k::int[] from jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb) k)`);
    for (const row of rows) found.set(row.level_ids.join(','), Number(row.id));
  }
  return found;
}

/** Safety rules in force. */
export async function safetyRulesOf(db: Db, scope: ProgramScope) {
  return db
    .select()
    .from(safetyRules)
    .where(and(eq(safetyRules.programId, scope.programId), isNull(safetyRules.liftedAt)))
    .orderBy(asc(safetyRules.id));
}

export async function exclusionsOf(db: Db, scope: ProgramScope) {
  return db.select().from(exclusions).where(eq(exclusions.programId, scope.programId)).orderBy(asc(exclusions.id));
}

/** Configurations held back because predicted actions left a limit, not yet released. */
export async function holdsOf(db: Db, scope: ProgramScope) {
  return db
    .select()
    .from(holds)
    .where(and(eq(holds.programId, scope.programId), isNull(holds.releasedAt)))
    .orderBy(asc(holds.id));
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
